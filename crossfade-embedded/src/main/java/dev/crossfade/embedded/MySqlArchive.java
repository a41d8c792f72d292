package dev.crossfade.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The archive of a MySQL distribution; only what the server needs is taken. */
final class MySqlArchive {

  private static final Pattern NEEDED =
      Pattern.compile("bin/mysqld|lib/private/.+|share/(charsets/|english/)?[^/]+");

  private MySqlArchive() {}

  static void unpack(Path archive, Path into) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : List.copyOf(zip.stream().toList())) {
        if (!entry.isDirectory() && NEEDED.matcher(entry.getName()).matches()) {
          extract(zip, entry, into.resolve(entry.getName()));
        }
      }
    }
    if (!into.resolve("bin/mysqld").toFile().setExecutable(true)) {
      throw new IOException("bin/mysqld cannot be made executable");
    }
  }

  private static void extract(ZipFile zip, ZipEntry entry, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (InputStream content = zip.getInputStream(entry)) {
      Files.copy(content, file);
    }
  }
}
