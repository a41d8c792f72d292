package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.embedded.EmbeddedProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Unpacked programs, one folder per archive name, shared by all processes of a user. An archive is
 * unpacked once: others wait, and a half-unpacked folder is never seen under the final name.
 *
 * <p>The place is the system property {@code crossfade.cache}, the environment variable {@code
 * CROSSFADE_CACHE}, or {@code .cache/crossfade} in the home folder.
 */
public final class ProgramCache {

  private static final Object IN_THIS_PROCESS = new Object();

  private ProgramCache() {}

  /** Unpacks {@code archive} into an empty folder. */
  public interface Unpacker {
    void unpack(Path archive, Path into) throws IOException;
  }

  /** The folder with the unpacked content of {@code archive}. */
  public static Path unpacked(Path archive, Unpacker unpacker) {
    String name = archive.getFileName().toString().replaceAll("\\.(jar|zip)$", "");
    Path target = root().resolve(name);
    if (Files.isDirectory(target)) {
      return target;
    }
    try {
      Files.createDirectories(target.getParent());
      synchronized (IN_THIS_PROCESS) {
        return unpackLocked(archive, target, unpacker);
      }
    } catch (IOException e) {
      throw Problem.of(
              EmbeddedProblem.UNPACK_FAILED,
              "The programs in " + archive.getFileName() + " cannot be unpacked to " + target + ".",
              "Cause: " + e.getMessage() + ".",
              "Free about 500 MB there, or set CROSSFADE_CACHE to a folder you can write.")
          .raise(e);
    }
  }

  private static Path unpackLocked(Path archive, Path target, Unpacker unpacker)
      throws IOException {
    Path lockFile = target.resolveSibling(target.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(target)) {
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        FileTree.delete(fresh);
        Files.createDirectory(fresh);
        unpacker.unpack(archive, fresh);
        FileTree.openToAll(fresh);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return target;
  }

  private static Path root() {
    return Optional.ofNullable(System.getProperty("crossfade.cache"))
        .or(() -> Optional.ofNullable(System.getenv("CROSSFADE_CACHE")))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "crossfade"))
        .toAbsolutePath();
  }
}
