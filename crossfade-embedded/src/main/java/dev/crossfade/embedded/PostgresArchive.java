package dev.crossfade.embedded;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.embedded.process.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/** The jar with PostgreSQL's programs: one tar file compressed by xz. */
final class PostgresArchive {

  private PostgresArchive() {}

  static void unpack(Path archive, Path into) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (entry.getName().endsWith(".txz")) {
          untar(zip.getInputStream(entry), into);
          return;
        }
      }
    }
    throw new IOException("no .txz file in " + archive);
  }

  private static void untar(InputStream compressed, Path into) throws IOException {
    Path tar = Tool.find("tar").orElseThrow(PostgresArchive::noTar);
    List<String> command = List.of(tar.toString(), "-x", "-o", "-C", into.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (XZInputStream content = new XZInputStream(compressed);
        OutputStream out = process.getOutputStream()) {
      content.transferTo(out);
    }
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new IOException("tar ended with code " + code);
    }
  }

  private static RuntimeException noTar() {
    return Problem.of(
            EmbeddedProblem.TOOL_MISSING,
            "The program tar is needed to unpack PostgreSQL, and is missing.",
            "PostgreSQL's programs are shipped as a tar archive.",
            "Install tar, for example with apt-get install tar.")
        .raise();
  }
}
