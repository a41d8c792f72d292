package dev.crossfade.cli.client;

import dev.crossfade.codec.spec.VisibleFiles;
import dev.crossfade.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The files of a specification folder, as they are sent to a server. */
public final class SpecificationFiles {

  private SpecificationFiles() {}

  /** Texts by their paths: YAML only, and nothing in folders that begin with a dot. */
  public static Map<String, String> in(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try {
      for (Path file : VisibleFiles.in(folder)) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(".yaml")) {
          files.put(name, Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw Problem.of(
              ClientProblem.BAD_FOLDER,
              "the folder " + folder + " cannot be read",
              e.getClass().getSimpleName(),
              "name the folder that holds crossfade.yaml")
          .raise(e);
    }
    return files;
  }
}
