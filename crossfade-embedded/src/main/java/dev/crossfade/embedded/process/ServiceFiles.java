package dev.crossfade.embedded.process;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.embedded.EmbeddedProblem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The archives of the services as the build has laid them out: one folder per service. Looked for
 * in the system property {@code crossfade.services}, the environment variable {@code
 * CROSSFADE_SERVICES}, then beside the installed jar.
 */
public final class ServiceFiles {

  private ServiceFiles() {}

  /** The folder with the archives of {@code service}, for example {@code postgres}. */
  public static Path folder(String service) {
    List<Path> places = places();
    return places.stream()
        .map(place -> place.resolve(service))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(() -> missing(service, places));
  }

  /** The one archive of {@code service}. */
  public static Path archive(String service) {
    Path folder = folder(service);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(jar|zip)"))
          .findFirst()
          .orElseThrow(() -> missing(service, List.of(folder)));
    } catch (IOException e) {
      throw ServiceFolder.notUsable(folder, e);
    }
  }

  /** Where this class was loaded from: a jar, or a folder of classes. */
  public static Path self() {
    try {
      return Path.of(
          ServiceFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> places() {
    return Stream.of(
            Optional.ofNullable(System.getProperty("crossfade.services")).map(Path::of),
            Optional.ofNullable(System.getenv("CROSSFADE_SERVICES")).map(Path::of),
            Optional.of(self().resolveSibling("services")),
            Optional.of(self().resolve("../../services").normalize()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static ProblemException missing(String service, List<Path> places) {
    return Problem.of(
            EmbeddedProblem.BINARIES_MISSING,
            "The program files of " + service + " were not found.",
            "Looked in " + places + ".",
            "Build them with ./mvnw "
                + (service.equals("mysql") ? "-Pmysql " : "")
                + "-pl crossfade-embedded -am process-resources, or point -Dcrossfade.services to"
                + " the folder that has them.")
        .raise();
  }
}
