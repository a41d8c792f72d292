package dev.crossfade.core.shadow;

import dev.crossfade.core.audit.CanonicalText;
import dev.crossfade.core.audit.JsonText;
import dev.crossfade.core.canary.Latencies;
import dev.crossfade.core.shadow.DifferenceBook.Group;
import dev.crossfade.core.shadow.ShadowResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Results as one line of text each, as they are kept. */
public final class ShadowText {

  private ShadowText() {}

  /** The text of a result; examples are not in it. */
  public static String of(ShadowResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("subject", result.subject());
    fields.put("outcome", result.outcome().name());
    fields.put("groups", result.groups().stream().map(ShadowText::group).toList());
    fields.put("legacy", result.pace().legacy().pairs());
    fields.put("new", result.pace().fresh().pairs());
    fields.put("rows", result.rows());
    fields.put("inFlight", result.inFlight());
    fields.put("why", result.why());
    fields.put("startedAt", result.startedAt().toEpochMilli());
    fields.put("tookMillis", result.took().toMillis());
    return CanonicalText.of(fields);
  }

  private static List<Object> group(Group group) {
    return List.of(
        group.route(),
        group.signature(),
        group.differing(),
        group.compared(),
        group.noise(),
        group.asked(),
        group.real());
  }

  /**
   * The inverse of {@link #of}.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static ShadowResult parse(String text) {
    try {
      Map<String, @Nullable Object> fields = JsonText.object(text);
      List<Group> groups = new ArrayList<>();
      for (Object each : list(fields, "groups")) {
        groups.add(group((List<?>) each));
      }
      return new ShadowResult(
          (String) some(fields.get("subject")),
          Outcome.valueOf((String) some(fields.get("outcome"))),
          groups,
          new Pace(
              Latencies.ofPairs(list(fields, "legacy")), Latencies.ofPairs(list(fields, "new"))),
          (Long) some(fields.get("rows")),
          (Long) some(fields.get("inFlight")),
          (String) some(fields.get("why")),
          List.of(),
          Instant.ofEpochMilli((Long) some(fields.get("startedAt"))),
          Duration.ofMillis((Long) some(fields.get("tookMillis"))));
    } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("no result of a comparison", e);
    }
  }

  private static Group group(List<?> fields) {
    return new Group(
        (String) some(fields.get(0)),
        (String) some(fields.get(1)),
        (Long) some(fields.get(2)),
        (Long) some(fields.get(3)),
        (Long) some(fields.get(4)),
        (Long) some(fields.get(5)),
        (Boolean) some(fields.get(6)));
  }

  private static List<?> list(Map<String, @Nullable Object> fields, String name) {
    return (List<?>) some(fields.get(name));
  }

  private static Object some(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }
}
