package dev.crossfade.codec.reference;

import dev.crossfade.codec.problem.SpecProblem;
import dev.crossfade.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Resolves references in the texts of a specification. Pure apart from the two look-ups. */
public final class References {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)\\}");
  private static final Pattern ENV = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern FILE = Pattern.compile("file:.+");

  private References() {}

  /** Why a text's references are malformed; empty when they are fine or there are none. */
  public static Optional<String> malformed(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    String rest = matcher.replaceAll("");
    if (rest.contains("${")) {
      return Optional.of("a reference is not closed with }");
    }
    matcher.reset();
    while (matcher.find()) {
      String inside = matcher.group(1);
      if (!ENV.matcher(inside).matches() && !FILE.matcher(inside).matches()) {
        return Optional.of("${" + inside + "} is neither ${env:NAME} nor ${file:/path}");
      }
    }
    return Optional.empty();
  }

  /**
   * The text with its references replaced.
   *
   * @param environment value of an environment variable, or null
   * @param files content of a file without its last line break, or null when it cannot be read
   * @throws dev.crossfade.core.problem.ProblemException naming the reference that points to nothing
   */
  public static String resolve(
      String text,
      Function<String, @Nullable String> environment,
      Function<String, @Nullable String> files) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String inside = matcher.group(1);
      boolean env = inside.startsWith("env:");
      String name = inside.substring(inside.indexOf(':') + 1);
      String value = env ? environment.apply(name) : files.apply(name);
      if (value == null) {
        throw unresolved(inside, env).raise();
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(resolved).toString();
  }

  /** As {@link #resolve}, for what must not be shown. */
  public static Secret secret(
      String text,
      Function<String, @Nullable String> environment,
      Function<String, @Nullable String> files) {
    return Secret.of(resolve(text, environment, files));
  }

  /** Reads a secret's file; null when that is not possible. */
  public static @Nullable String readFile(String path) {
    try {
      return Files.readString(Path.of(path)).stripTrailing();
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  private static Problem unresolved(String inside, boolean env) {
    return Problem.of(
        SpecProblem.UNRESOLVED,
        "${" + inside + "} points to nothing",
        env ? "the environment variable is not set" : "the file cannot be read",
        env
            ? "set it before starting, for example export " + inside.substring(4) + "=..."
            : "create the file and make it readable for this user");
  }
}
