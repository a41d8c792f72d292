package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.embedded.EmbeddedProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one service, claimed by this process: data, log, and what is remembered. The claim
 * is a file lock, so it ends with the process however that dies.
 */
public final class ServiceFolder implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final ServiceState state;

  private ServiceFolder(Path path, FileChannel channel, ServiceState state) {
    this.path = path;
    this.channel = channel;
    this.state = state;
  }

  /**
   * Claims {@code folder} for the service {@code name}, creating it if needed.
   *
   * @throws ProblemException when another starter has it, another service lives there, or it cannot
   *     be written
   */
  public static ServiceFolder claim(Path folder, String name) {
    Path path = folder.toAbsolutePath().normalize();
    FileChannel channel = null;
    try {
      Files.createDirectories(path);
      path = path.toRealPath();
      channel = lock(path.resolve("service.lock"));
      ServiceState state = ServiceState.read(path.resolve("service.properties"));
      ServiceFolder claimed = new ServiceFolder(path, channel, state);
      claimed.mustBeFolderOf(name);
      return claimed;
    } catch (IOException e) {
      close(channel);
      throw notUsable(path, e);
    } catch (ProblemException e) {
      close(channel);
      throw e;
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // held by this very process: refused below like any other holder
    }
    channel.close();
    throw Problem.of(
            EmbeddedProblem.FOLDER_IN_USE,
            "The folder " + file.getParent() + " is in use by another starter.",
            "The lock " + file + " is held by a running Crossfade process.",
            "Stop that process, or use another folder.")
        .raise();
  }

  private void mustBeFolderOf(String name) throws IOException {
    String owner = state.text("service").orElse(name);
    if (!owner.equals(name)) {
      throw Problem.of(
              EmbeddedProblem.SETTINGS_DIFFER,
              "The folder " + path + " holds " + owner + ", not " + name + ".",
              "A folder belongs to the service that was first started in it.",
              "Use another folder for " + name + ".")
          .raise();
    }
    state.put("service", name);
  }

  public Path path() {
    return path;
  }

  public Path data() {
    return path.resolve("data");
  }

  public Path log() {
    return path.resolve("service.log");
  }

  /** The port remembered under {@code name}; a free one is chosen and remembered at first. */
  public int port(String name) {
    return Integer.parseInt(textOr(name, () -> Integer.toString(Ports.pick())));
  }

  /**
   * A setting that may not change once the data exist, for example the password: remembered at
   * first, afterwards compared.
   *
   * @param wanted the caller's choice, or null to take what is remembered
   * @param initial makes the value when nothing is remembered and the caller has no choice
   */
  public String fixed(String name, @Nullable String wanted, Supplier<String> initial) {
    String kept = textOr(name, wanted == null ? initial : () -> wanted);
    if (wanted != null && !wanted.equals(kept)) {
      throw Problem.of(
              EmbeddedProblem.SETTINGS_DIFFER,
              "The folder " + path + " was created with another " + name + ".",
              "The " + name + " of a service is fixed when its data are created.",
              "Use the value kept in " + state.file() + ", or another folder.")
          .raise();
    }
    return kept;
  }

  /** What was remembered under {@code name}. */
  public Optional<String> text(String name) {
    return state.text(name);
  }

  /** Remembers {@code value}; on disk when this returns. */
  public void remember(String name, String value) {
    try {
      state.put(name, value);
    } catch (IOException e) {
      throw notUsable(path, e);
    }
  }

  Optional<ProcessId> process() {
    return state.process();
  }

  void process(ProcessId id) throws IOException {
    state.process(id);
  }

  void forgetProcess() throws IOException {
    state.forgetProcess();
  }

  private String textOr(String name, Supplier<String> initial) {
    Optional<String> kept = state.text(name);
    if (kept.isPresent()) {
      return kept.get();
    }
    String value = initial.get();
    remember(name, value);
    return value;
  }

  static ProblemException notUsable(Path path, IOException cause) {
    return Problem.of(
            EmbeddedProblem.FOLDER_NOT_USABLE,
            "The folder " + path + " cannot be used: " + cause.getMessage() + ".",
            "Reading or writing failed with " + cause.getClass().getSimpleName() + ".",
            "Check its owner, permissions and free space, or choose another folder.")
        .raise(cause);
  }

  /** Gives the claim back; the folder and what is remembered stay. */
  @Override
  public void close() {
    close(channel);
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // the lock ends with the process at the latest
      }
    }
  }
}
