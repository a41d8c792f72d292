package dev.crossfade.kafka.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Hands {@link RestartAtCommit} over to a Connect worker, as a plugin of one small jar. */
public final class RestartPlugin {

  private static final String SERVICE =
      "META-INF/services/org.apache.kafka.connect.transforms.Transformation";

  /** Name of {@link RestartAtCommit}, which itself can be loaded inside Connect only. */
  static final String CLASS = "dev.crossfade.kafka.connect.RestartAtCommit";

  private RestartPlugin() {}

  /**
   * Writes the plugin below a folder that is then to be named in the worker's {@code plugin.path}.
   * Idempotent; takes effect when the worker starts next.
   *
   * @return the same folder, absolute
   */
  public static Path install(Path pluginPath) {
    Path folder = pluginPath.toAbsolutePath();
    try {
      Path home = Files.createDirectories(folder.resolve("crossfade"));
      Path fresh = Files.createTempFile(home, "plugin", ".new");
      try (OutputStream out = Files.newOutputStream(fresh);
          JarOutputStream jar = new JarOutputStream(out)) {
        entry(jar, CLASS.replace('.', '/') + ".class", bytecode());
        entry(jar, SERVICE, CLASS.getBytes(StandardCharsets.UTF_8));
      }
      Files.move(fresh, home.resolve("crossfade-connect.jar"), StandardCopyOption.REPLACE_EXISTING);
      return folder;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot write the Connect plugin", e);
    }
  }

  private static void entry(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  private static byte[] bytecode() throws IOException {
    String file = "RestartAtCommit.class";
    try (InputStream in = RestartPlugin.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("the class is not in the product");
      }
      return in.readAllBytes();
    }
  }
}
