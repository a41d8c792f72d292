package dev.crossfade.server.run;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.logging.LogFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of one run's services and log, used by one process at a time. */
public final class DataFolder implements AutoCloseable {
  private final @Nullable FileChannel channel;

  private DataFolder(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Creates the folder if needed, claims it until closed or the process's end, and logs into it.
   */
  public static DataFolder claim(Path folder) {
    return claimIfFree(folder).orElseThrow(() -> taken(folder).raise());
  }

  /** The same folder for somebody who closes it before its owner does. */
  public DataFolder lent() {
    return new DataFolder(null);
  }

  /** The same; empty when another process uses the folder. */
  static Optional<DataFolder> claimIfFree(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      LogFile.in(folder);
      return Optional.of(new DataFolder(channel));
    } catch (IOException e) {
      throw Problem.of(
              ServerProblem.FILE_NOT_WRITABLE,
              "The data folder " + folder + " cannot be used.",
              String.valueOf(e.getMessage()),
              "Choose another one with --data.")
          .raise(e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Problem taken(Path folder) {
    return Problem.of(
        ServerProblem.DATA_FOLDER_IN_USE,
        "The data folder " + folder + " is used by another process.",
        "A run, server, worker or gateway with this folder is active on this machine.",
        "End that one first, or choose another folder with --data.");
  }

  @Override
  public void close() {
    if (channel == null) {
      return;
    }
    LogFile.warningsOnly();
    try {
      channel.close();
    } catch (IOException e) {
      // the lock ends with the process at the latest
    }
  }
}
