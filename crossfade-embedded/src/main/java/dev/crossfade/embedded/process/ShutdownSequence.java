package dev.crossfade.embedded.process;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One shutdown hook for all embedded services of this process: first the tasks of those who use the
 * services, in the order of registration, then all services at once.
 */
public final class ShutdownSequence {

  private static final List<Runnable> TASKS = new CopyOnWriteArrayList<>();
  private static final Set<AutoCloseable> SERVICES = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ShutdownSequence::run, "embedded-shutdown"));
  }

  private ShutdownSequence() {}

  /** Runs {@code task} when the process ends, before any embedded service is stopped. */
  public static void beforeServices(Runnable task) {
    TASKS.add(task);
  }

  static void add(AutoCloseable service) {
    SERVICES.add(service);
  }

  static void remove(AutoCloseable service) {
    SERVICES.remove(service);
  }

  private static void run() {
    TASKS.forEach(task -> quietly(task::run));
    List<Thread> threads =
        SERVICES.stream().map(s -> new Thread(() -> quietly(s::close), "embedded-stop")).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      quietly(thread::join);
    }
  }

  /** The process is ending: a failure has nowhere to go, and the next one must still run. */
  private static void quietly(Ending task) {
    try {
      task.end();
    } catch (Exception e) {
      System.err.println("crossfade: " + e.getMessage());
    }
  }

  private interface Ending {
    void end() throws Exception;
  }
}
