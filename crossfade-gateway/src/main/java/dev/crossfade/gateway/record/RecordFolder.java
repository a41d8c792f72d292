package dev.crossfade.gateway.record;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.gateway.GatewayProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a gateway keeps on disk, so that it serves on after a restart without a control plane. */
final class RecordFolder {

  private static final String RECORD = "route-record";
  private static final String HOLDS = "holds";

  private final Path folder;

  RecordFolder(Path folder) {
    this.folder = folder;
  }

  /** The signed record that was obeyed last. */
  Optional<String> record() {
    Path file = folder.resolve(RECORD);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** When each hold was begun. */
  Map<String, Instant> holds() {
    Path file = folder.resolve(HOLDS);
    Map<String, Instant> holds = new LinkedHashMap<>();
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] parts = line.split(" ");
          holds.put(parts[0], Instant.ofEpochMilli(Long.parseLong(parts[1])));
        }
      }
      return holds;
    } catch (IOException | RuntimeException e) {
      throw unusable(file, e);
    }
  }

  /** Keeps both; they are on disk when this returns. */
  void keep(String record, Map<String, Instant> holds) {
    StringBuilder lines = new StringBuilder();
    holds.forEach((id, at) -> lines.append(id).append(' ').append(at.toEpochMilli()).append('\n'));
    write(folder.resolve(HOLDS), lines.toString());
    write(folder.resolve(RECORD), record);
  }

  static void write(Path file, String text) {
    write(file, text, () -> true);
  }

  /** Writes unless, when all is on disk but the name, it should not be; returns whether it did. */
  static boolean write(Path file, String text, BooleanSupplier still) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel =
          FileChannel.open(
              next,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      if (!still.getAsBoolean()) {
        Files.delete(next);
        return false;
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  static ProblemException unusable(Path file, Exception cause) {
    return Problem.of(
            GatewayProblem.RECORD_FILE,
            "The file " + file + " cannot be used.",
            String.valueOf(cause.getMessage()),
            "Let the folder belong to the gateway's user, with space left; delete a broken file.")
        .raise(cause);
  }
}
