package dev.crossfade.core.check;

import dev.crossfade.core.spec.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One node of the graph of checks.
 *
 * @param id unique, for example {@code contact/counts}; stable as long as the specification is
 * @param kind what it looks at
 * @param entity the entity it is about; empty when it is about none
 * @param severity what it means when it does not pass
 * @param owner who is asked about it; may be empty
 * @param description for people
 * @param schedule after how long its result is stale; null for never
 * @param parameters by name, in the order of names
 */
public record Check(
    String id,
    CheckKind kind,
    String entity,
    Severity severity,
    String owner,
    String description,
    @Nullable Duration schedule,
    Map<String, String> parameters) {

  public Check {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a check needs an id");
    }
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** The value of a parameter, or the default. */
  public String parameter(String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }

  /** The value of a parameter that is a number, or the default. */
  public double number(String name, double otherwise) {
    String text = parameters.get(name);
    return text == null ? otherwise : Double.parseDouble(text);
  }
}
