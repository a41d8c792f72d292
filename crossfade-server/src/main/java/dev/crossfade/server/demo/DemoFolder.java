package dev.crossfade.server.demo;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.server.ServerProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of a demonstration and what is in it. */
record DemoFolder(Path path) {
  private static final String MARK = "crossfade-demo";
  private static final String MOVED_IN = "moved-in";
  private static final List<String> SERVICES =
      List.of("crm", "ads", "target", "control", "kafka", "client");

  /** Creates the folder, or takes one that an earlier demonstration has left. */
  static DemoFolder at(Path path) {
    DemoFolder folder = new DemoFolder(path);
    try {
      if (Files.exists(path) && !folder.ours() && !folder.empty()) {
        throw Problem.of(
                ServerProblem.FOLDER_TAKEN,
                "The folder " + path + " holds something else than a demonstration.",
                "It is not empty and has no file " + MARK + ".",
                "Choose another folder with --data.")
            .raise();
      }
      Files.createDirectories(path);
      Files.writeString(path.resolve(MARK), "Made by crossfade demo; may be deleted.\n");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean ours() {
    return Files.exists(path.resolve(MARK));
  }

  private boolean empty() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  Path specification() {
    return path.resolve("specification");
  }

  Path journal() {
    return path.resolve("journal");
  }

  /** What clients of the applications wrote. */
  Path clientJournal() {
    return path.resolve("clients.journal");
  }

  /** Whether an earlier demonstration has left its databases. */
  boolean used() {
    return SERVICES.stream().anyMatch(service -> Files.exists(path.resolve(service)));
  }

  /** Whether the company is in its databases with all of its history. */
  boolean movedIn() {
    return Files.exists(path.resolve(MOVED_IN));
  }

  /** Forgets what an earlier company acknowledged, which a new one never heard of. */
  void forgetWrites() {
    delete(journal());
    delete(clientJournal());
  }

  /** Whether what is there was made by a server, which alone can go on with it. */
  boolean served() {
    return Files.exists(path.resolve("control"));
  }

  /** Configuration of whoever talks to the server of the demonstration. */
  Path client() {
    return path.resolve("client");
  }

  /** Remembers that the company has moved in. */
  void rememberMovedIn() throws IOException {
    Files.writeString(path.resolve(MOVED_IN), "The demo company has all of its history.\n");
  }

  /** Deletes everything an earlier demonstration has left but its log. */
  void clear() {
    clearServices();
    delete(specification());
    forgetWrites();
    forgetRecords();
  }

  /** Forgets what a store said that is gone: a new one says something else. */
  void forgetRecords() {
    delete(path.resolve("gateway"));
    delete(path.resolve("audit").resolve("checkpoints"));
  }

  /** Deletes the databases only, which are what takes room. */
  void clearServices() {
    delete(path.resolve(MOVED_IN));
    SERVICES.forEach(this::deleteWhole);
  }

  /** A kill on the way leaves no half of a database under its name. */
  private void deleteWhole(String service) {
    Path whole = path.resolve(service);
    Path leaving = path.resolve(service + ".leaving");
    delete(leaving);
    if (Files.exists(whole)) {
      try {
        Files.move(whole, leaving, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      delete(leaving);
    }
  }

  private static void delete(Path top) {
    if (!Files.exists(top)) {
      return;
    }
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file for shells that sets what the specification refers to; for its owner only. */
  Path writeEnvironment(Map<String, String> variables) throws IOException {
    Path file = path.resolve("environment.sh");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        variables.entrySet().stream()
            .map(each -> "export " + each.getKey() + "='" + each.getValue() + "'\n")
            .sorted()
            .collect(Collectors.joining()));
    return file;
  }
}
