package dev.crossfade.server.command;

import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes a bundle to a file. */
final class BundleOutput {

  private BundleOutput() {}

  /** What writes the lines. */
  @FunctionalInterface
  interface Lines<T> {
    T into(Consumer<BundleLine> out);
  }

  static <T> T write(Path file, Lines<T> lines) {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      return lines.into(
          line -> {
            try {
              writer.write(line.format());
              writer.write('\n');
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException | IOException e) {
      throw Problem.of(
              ServerProblem.FILE_NOT_WRITABLE,
              "The bundle cannot be written to " + file + ".",
              String.valueOf(e.getMessage()),
              "Name a file in a folder that exists and can be written to.")
          .raise(e);
    }
  }
}
