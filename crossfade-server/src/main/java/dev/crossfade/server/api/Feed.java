package dev.crossfade.server.api;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.server.ApiProblem;
import dev.crossfade.spi.journal.Journal;
import dev.crossfade.spi.journal.JournalEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Sends what is written into journals to whoever listens, from the last event that he has. */
final class Feed implements AutoCloseable {

  private static final int MOST_STREAMS = 200;
  private static final int MOST_OF_ONE = 20;
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int LOOKS_PER_HEARTBEAT = 30;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Journal journal;
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor threads;

  Feed(Journal journal) {
    this.journal = journal;
    this.threads =
        new ScheduledThreadPoolExecutor(
            2,
            task -> {
              Thread thread = new Thread(task, "events");
              thread.setDaemon(true);
              return thread;
            });
    threads.setRemoveOnCancelPolicy(true);
  }

  /** One listener. */
  private final class Stream implements Runnable {
    private final String account;
    private final String migration;
    private final BooleanSupplier allowed;
    private final SseEmitter emitter = new SseEmitter(0L);
    private long version;
    private int looks;

    Stream(String account, String migration, long after, BooleanSupplier allowed) {
      this.account = account;
      this.migration = migration;
      this.version = after;
      this.allowed = allowed;
    }

    @Override
    public void run() {
      try {
        if (looks++ % LOOKS_PER_HEARTBEAT == 0) {
          beat();
        }
        send(journal.read(migration, version));
      } catch (ProblemException e) {
        // the control store is away for the moment; the stream shows that by its silence
      } catch (IOException | RuntimeException e) {
        end();
        emitter.completeWithError(e);
        return;
      }
      if (streams.contains(this) && !threads.isShutdown()) {
        next();
      }
    }

    /** What a look throws it has dealt with itself. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void next() {
      threads.schedule(this, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() throws IOException {
      if (!allowed.getAsBoolean()) {
        end();
        emitter.complete();
        return;
      }
      emitter.send(SseEmitter.event().comment("alive"));
    }

    private void send(List<JournalEntry> entries) throws IOException {
      for (JournalEntry entry : entries) {
        emitter.send(
            SseEmitter.event()
                .id(Long.toString(entry.version()))
                .name("journal")
                .data(JSON.writeValueAsString(JournalItem.of(entry)), MediaType.APPLICATION_JSON));
        version = entry.version();
      }
    }

    private void end() {
      streams.remove(this);
    }
  }

  /**
   * Listens to a migration.
   *
   * @param account who listens
   * @param after version of the last event that he has
   * @param allowed whether he still may; asked now and then
   */
  SseEmitter open(String account, String migration, long after, BooleanSupplier allowed) {
    if (threads.isShutdown()) {
      throw Problem.of(
              ApiProblem.BUSY, "The server ends.", "It takes no new streams.", "Ask again.")
          .raise();
    }
    long own = streams.stream().filter(stream -> stream.account.equals(account)).count();
    if (streams.size() >= MOST_STREAMS || own >= MOST_OF_ONE) {
      throw Problem.of(
              ApiProblem.TOO_MANY_STREAMS,
              "Too many event streams are open.",
              "At most " + MOST_OF_ONE + " of one user, and " + MOST_STREAMS + " in all.",
              "Close some, or read the journal instead.")
          .raise();
    }
    Stream stream = new Stream(account, migration, after, allowed);
    streams.add(stream);
    stream.emitter.onCompletion(stream::end);
    stream.emitter.onTimeout(stream::end);
    stream.emitter.onError(error -> stream.end());
    threads.execute(stream);
    return stream.emitter;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    streams.forEach(stream -> stream.emitter.complete());
    streams.clear();
  }
}
