package dev.crossfade.cli.remote;

import dev.crossfade.cli.client.ClientProblem;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes bundles for {@code audit verify}; a file is whole, or as it was. */
final class BundleFile {

  private BundleFile() {}

  static void write(Path file, List<String> lines) {
    try {
      Path part = part(file);
      Files.write(part, lines, StandardCharsets.UTF_8);
      put(part, file);
    } catch (IOException e) {
      throw notWritable(file, e);
    }
  }

  static void write(Path file, InputStream bytes) {
    try (bytes) {
      Path part = part(file);
      Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
      put(part, file);
    } catch (IOException e) {
      throw notWritable(file, e);
    }
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private static void put(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static ProblemException notWritable(Path file, IOException e) {
    return Problem.of(
            ClientProblem.NOT_WRITABLE,
            "the bundle cannot be written to " + file,
            String.valueOf(e.getMessage()),
            "name a file in a folder that exists and can be written to, and check that the server"
                + " still runs")
        .raise(e);
  }
}
