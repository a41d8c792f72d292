package dev.crossfade.codec.form;

import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.spec.DriftPolicies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What altered tables are called in a specification. */
public final class DriftWords {

  /** What can be done to a table, by the word for it. */
  public static final Map<String, Drift.Kind> KINDS = kinds();

  private DriftWords() {}

  private static Map<String, Drift.Kind> kinds() {
    Map<String, Drift.Kind> kinds = new LinkedHashMap<>();
    kinds.put("added", Drift.Kind.NEW);
    kinds.put("dropped", Drift.Kind.DROPPED);
    kinds.put("renamed", Drift.Kind.RENAMED);
    kinds.put("retyped", Drift.Kind.RETYPED);
    kinds.put("key", Drift.Kind.KEY);
    kinds.put("table", Drift.Kind.TABLE_GONE);
    return kinds;
  }

  static Form form() {
    FormBuilder builder = new FormBuilder("what altered tables do");
    KINDS.forEach(
        (word, kind) -> {
          List<String> policies =
              DriftPolicies.allowed(kind).stream()
                  .map(policy -> policy.name().toLowerCase(Locale.ROOT))
                  .toList();
          builder.may(word, new Form.Choice("what happens then", policies));
        });
    return builder.build();
  }
}
