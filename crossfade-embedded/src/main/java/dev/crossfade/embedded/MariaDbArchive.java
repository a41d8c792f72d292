package dev.crossfade.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The jar with MariaDB's programs as single files; only what the server needs is taken. */
final class MariaDbArchive {

  private static final Pattern NEEDED =
      Pattern.compile(
          ".*/linux/((bin|scripts|share|share/charsets|share/english)/"
              + "(?:mariadbd|my_print_defaults|resolveip|mariadb-install-db"
              + "|[^/]+\\.sql|[^/]+\\.xml|errmsg\\.sys))");

  private MariaDbArchive() {}

  static void unpack(Path archive, Path into) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : List.copyOf(zip.stream().toList())) {
        Matcher name = NEEDED.matcher(entry.getName());
        if (name.matches() && !entry.isDirectory()) {
          extract(zip, entry, into.resolve(name.group(1)), into.resolve(name.group(2)));
        }
      }
    }
  }

  private static void extract(ZipFile zip, ZipEntry entry, Path file, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    try (InputStream content = zip.getInputStream(entry)) {
      Files.copy(content, file);
    }
    boolean program = folder.endsWith("bin") || folder.endsWith("scripts");
    if (program && !file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }
}
