package dev.crossfade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/** A folder for servers and copies that vanishes afterwards, with everything that was opened. */
public final class Workplace implements AutoCloseable {

  private final Path folder;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  private Workplace(Path folder) {
    this.folder = folder;
  }

  static Workplace create() throws IOException {
    Path folder = Files.createTempDirectory("crossfade-bench");
    folder.toFile().setExecutable(true, false);
    folder.toFile().setReadable(true, false);
    Workplace workplace = new Workplace(folder);
    Runtime.getRuntime().addShutdownHook(new Thread(workplace::closeQuietly));
    return workplace;
  }

  /** An interrupted run leaves no servers behind either. */
  private void closeQuietly() {
    try {
      close();
    } catch (Exception e) {
      System.err.println("something of " + folder + " is left: " + e);
    }
  }

  /** A path inside. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** Closes it at the end, in reverse order of opening. */
  public <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public synchronized void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    delete(folder);
  }

  /** Removes a folder and what is in it. */
  public static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
