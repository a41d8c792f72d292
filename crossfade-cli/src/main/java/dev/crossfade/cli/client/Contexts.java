package dev.crossfade.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers that a person knows, in a file that only he can read. */
public final class Contexts {

  /** Variable with the file of whom to believe about a server. */
  public static final String ROOT = "CROSSFADE_SERVER_ROOT";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CURRENT = "current";
  private static final String CONTEXTS = "contexts";

  private final Path file;
  private final Map<String, String> environment;

  /** Those of whoever runs this process. */
  public Contexts(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder = base.isEmpty() ? Path.of(home, ".config") : Path.of(base);
    this.file = folder.resolve("crossfade").resolve("contexts.json");
  }

  /**
   * The context to use: what the environment says, else the one that is named, else the current
   * one. Who has no authority of his own to believe has that of the environment.
   */
  public Context use(String named) {
    String server = environment.getOrDefault("CROSSFADE_SERVER", "");
    String token = environment.getOrDefault("CROSSFADE_TOKEN", "");
    String root = environment.getOrDefault(ROOT, "");
    if (named.isEmpty() && !server.isEmpty()) {
      return new Context("", server, token, root);
    }
    Context known = find(named.isEmpty() ? current() : named).orElseThrow(() -> none(named));
    return new Context(
        known.name(),
        known.server(),
        token.isEmpty() ? known.token() : token,
        known.root().isEmpty() ? root : known.root());
  }

  private static ProblemException none(String named) {
    return Problem.of(
            ClientProblem.NO_SERVER,
            named.isEmpty() ? "no server is named" : "there is no context " + named,
            "neither a context nor CROSSFADE_SERVER says where the server is",
            "sign in with `crossfade login URL`, or set CROSSFADE_SERVER and CROSSFADE_TOKEN")
        .raise();
  }

  /** Name of the current one; empty when there is none. */
  public String current() {
    return read().path(CURRENT).asText("");
  }

  /** All of them, by name. */
  public List<Context> all() {
    List<Context> all = new ArrayList<>();
    read()
        .path(CONTEXTS)
        .fields()
        .forEachRemaining(
            entry ->
                all.add(
                    new Context(
                        entry.getKey(),
                        entry.getValue().path("server").asText(""),
                        entry.getValue().path("token").asText(""),
                        entry.getValue().path("root").asText(""))));
    return all;
  }

  public Optional<Context> find(String name) {
    return all().stream().filter(context -> context.name().equals(name)).findFirst();
  }

  /** Keeps a context and makes it the current one. */
  public void keep(Context context) {
    ObjectNode root = read();
    ObjectNode one = root.withObjectProperty(CONTEXTS).putObject(context.name());
    one.put("server", context.server()).put("token", context.token());
    if (!context.root().isEmpty()) {
      one.put("root", context.root());
    }
    root.put(CURRENT, context.name());
    write(root);
  }

  /** Makes another one the current one. */
  public void choose(String name) {
    mustExist(name);
    ObjectNode root = read();
    root.put(CURRENT, name);
    write(root);
  }

  private void mustExist(String name) {
    if (find(name).isEmpty()) {
      throw none(name);
    }
  }

  /** Forgets a context with its token. */
  public void forget(String name) {
    mustExist(name);
    ObjectNode root = read();
    root.withObjectProperty(CONTEXTS).remove(name);
    if (root.path(CURRENT).asText("").equals(name)) {
      root.remove(CURRENT);
    }
    write(root);
  }

  private ObjectNode read() {
    try {
      if (!Files.exists(file)) {
        return JSON.createObjectNode();
      }
      JsonNode root = JSON.readTree(Files.readString(file));
      if (root instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      // said below, without what the file holds
    }
    throw Problem.of(
            ClientProblem.BAD_CONTEXTS,
            file + " cannot be read",
            "it is not the JSON that this program writes",
            "put it right, or remove it and sign in again")
        .raise();
  }

  /** Replaces the file at once, readable for its owner alone. */
  private void write(ObjectNode root) {
    try {
      Files.createDirectories(file.getParent());
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      FileAttribute<?>[] owner =
          posix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      Path next = Files.createTempFile(file.getParent(), "contexts", ".next", owner);
      Files.writeString(next, root.toPrettyString() + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Problem.of(
              ClientProblem.BAD_CONTEXTS,
              file + " cannot be written",
              e.getClass().getSimpleName(),
              "check the folder's permissions, or set XDG_CONFIG_HOME")
          .raise(e);
    }
  }
}
