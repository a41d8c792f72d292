package dev.crossfade.embedded.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The unified target the demo company migrates to: a specification folder that ships with the
 * product. It names its databases by {@code CRM_URL}, {@code ADS_URL}, {@code TARGET_URL} and the
 * users and passwords beside them.
 */
public final class DemoSpecification {

  private static final String FOLDER = "/demo/specification/";

  private DemoSpecification() {}

  /** Paths of the specification's files, relative to its folder. */
  public static List<String> files() {
    return Script.read("/demo/specification-files.txt").lines().toList();
  }

  /** Writes the specification into a folder, over whatever files of the same names are there. */
  public static void writeTo(Path folder) throws IOException {
    for (String file : files()) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, Script.read(FOLDER + file));
    }
  }
}
