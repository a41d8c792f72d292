package dev.crossfade.embedded.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classes of a Java service as the machine that loaded them has laid them out, kept in the {@link
 * ProgramCache}: who starts with them spends a third less processor time until it is ready. The
 * first process of a class path writes them down when it ends in order; those after it use them.
 * They are a matter of speed only: one that does not fit is ignored by the Java machine, and a
 * cache that cannot be written is not needed. One thread.
 *
 * @see <a href="https://openjdk.org/jeps/350">JEP 350, Dynamic CDS Archives</a>
 */
public final class ClassArchive {

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
  private static final String SUFFIX = ".jsa";

  /** Several are in use where several versions are. */
  private static final int KEPT = 3;

  private final Path file;
  private final Path fresh;
  private final boolean possible;
  private boolean writing;

  private ClassArchive(Path file, Path fresh, boolean possible) {
    this.file = file;
    this.fresh = fresh;
    this.possible = possible;
  }

  /**
   * That of a service.
   *
   * @param classPath jars; with a folder of classes among them there can be none
   * @param owner what no other process has that might write it down at the same time
   */
  public static ClassArchive of(String service, List<Path> classPath, Path owner) {
    String machine = System.getProperty("java.home") + System.getProperty("java.vm.version");
    StringBuilder key = new StringBuilder(machine);
    boolean possible = true;
    for (Path path : classPath) {
      possible &= Files.isRegularFile(path);
      key.append(File.pathSeparatorChar).append(path).append(stamp(path));
    }
    String name = service + "-" + digest(key.toString());
    Path root = ProgramCache.root();
    return new ClassArchive(
        root.resolve(name + SUFFIX),
        root.resolve(name + "." + digest(owner.toString()) + ".new"),
        possible);
  }

  private static String stamp(Path path) {
    try {
      return "|" + Files.size(path) + "|" + Files.getLastModifiedTime(path).toMillis();
    } catch (IOException e) {
      return "|";
    }
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Options of the Java machine that use what is there, or write down what is not. */
  public List<String> options() {
    writing = false;
    if (Files.isRegularFile(file)) {
      touch();
      return List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:cds*=error");
    }
    if (!possible || !writable()) {
      return List.of();
    }
    writing = true;
    return List.of("-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:cds*=error");
  }

  private boolean writable() {
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(fresh);
      return Files.isWritable(file.getParent());
    } catch (IOException e) {
      return false;
    }
  }

  private void touch() {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
    } catch (IOException e) {
      LOG.debug("not touched: {}", file, e);
    }
  }

  /** The process with these options has ended in order: what it has written down is kept. */
  public void keep() {
    if (!writing) {
      return;
    }
    writing = false;
    try {
      if (Files.isRegularFile(fresh)) {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        forgetOld();
      }
    } catch (IOException e) {
      LOG.info("classes not kept: {}", e.toString());
    }
  }

  private void forgetOld() throws IOException {
    String service = file.getFileName().toString().replaceFirst("-[0-9a-f]+\\.jsa$", "-");
    try (Stream<Path> files = Files.list(file.getParent())) {
      List<Path> old =
          files
              .filter(each -> each.getFileName().toString().startsWith(service))
              .filter(each -> each.toString().endsWith(SUFFIX))
              .sorted(Comparator.comparing(ClassArchive::used).reversed())
              .skip(KEPT)
              .toList();
      for (Path each : old) {
        Files.deleteIfExists(each);
      }
    }
  }

  private static FileTime used(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** The file, when it is there. */
  public Optional<Path> file() {
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }
}
