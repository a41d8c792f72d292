package dev.crossfade.server.wiring;

import dev.crossfade.codec.reference.References;
import dev.crossfade.core.spec.SecretRef;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resolves what a specification refers to, at the edge and no earlier.
 *
 * @param environment variables by name
 * @param files reads a file; null for one that cannot be read
 */
record Secrets(Map<String, String> environment, Function<String, @Nullable String> files) {
  Secrets {
    environment = Map.copyOf(environment);
  }

  /**
   * The text behind a reference, for the one call that connects.
   *
   * @throws dev.crossfade.core.problem.ProblemException naming a reference that points to nothing
   */
  String text(SecretRef reference) {
    return References.resolve(reference.text(), environment::get, files);
  }

  /** Names of variables only. */
  @Override
  public String toString() {
    return "Secrets" + environment.keySet();
  }
}
