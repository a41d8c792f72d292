package dev.crossfade.server.api;

import dev.crossfade.server.store.Documents.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A specification that the server keeps, laid out as a folder as the commands know it. */
public final class SpecificationFolder {

  private static final String OVERLAY = "CROSSFADE_ENVIRONMENT";

  private SpecificationFolder() {}

  /** Lays the files of a document into a folder; whatever was in it is gone. */
  public static void lay(Document document, Path folder) throws IOException {
    delete(folder);
    for (Map.Entry<String, String> file : document.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** What the references of a document are resolved with: released secrets, and its overlay. */
  public static Map<String, String> variables(
      Document document, ReleasedSecrets released, Map<String, String> environment) {
    Map<String, String> variables = released.of(environment);
    variables.remove(OVERLAY);
    String overlay = document.environment();
    if (overlay != null) {
      variables.put(OVERLAY, overlay);
    }
    return variables;
  }

  /** Removes a folder with all that is in it, if it is there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(SpecificationFolder::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
