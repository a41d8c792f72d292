package dev.crossfade.bench.crossfade;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A specification that ships with the harness.
 *
 * @param migration name of the migration, a new one for every repetition
 * @param files its files below {@code /specification}, the entities and taxonomies
 * @param sourceType {@code postgresql} or {@code mariadb}
 * @param transport the Kafka to use
 * @param settings lines of the section {@code settings}, without which the defaults hold
 */
public record Specification(
    String migration,
    List<String> files,
    String sourceType,
    Transport transport,
    List<String> settings) {

  /** With default settings. */
  public Specification(
      String migration, List<String> files, String sourceType, Transport transport) {
    this(migration, files, sourceType, transport, List.of());
  }

  /** The same with other settings. */
  public Specification with(List<String> other) {
    return new Specification(migration, files, sourceType, transport, other);
  }

  void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("crossfade.yaml"), head());
    for (String file : files) {
      Path path = folder.resolve(file.substring(file.indexOf('/') + 1));
      Files.createDirectories(path.getParent());
      try (InputStream in = Specification.class.getResourceAsStream("/specification/" + file)) {
        if (in == null) {
          throw new IOException("no specification file " + file);
        }
        Files.writeString(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private String head() {
    String settled = settings.isEmpty() ? "" : "settings:\n  " + String.join("\n  ", settings);
    return String.join(
        "\n",
        "apiVersion: crossfade.dev/v1",
        "kind: Migration",
        "name: " + migration,
        "sources:",
        "  shop:",
        "    type: " + sourceType,
        "    url: ${env:SOURCE_URL}",
        "    user: ${env:SOURCE_USER}",
        "    password: ${env:SOURCE_PASSWORD}",
        "    timeZone: UTC",
        "target:",
        "  type: postgresql",
        "  url: ${env:TARGET_URL}",
        "  user: ${env:TARGET_USER}",
        "  password: ${env:TARGET_PASSWORD}",
        "  schema: marketing",
        "kafka:",
        "  bootstrap: " + transport.bootstrap(),
        "  connectUrl: " + transport.connect().url(),
        settled,
        "");
  }
}
