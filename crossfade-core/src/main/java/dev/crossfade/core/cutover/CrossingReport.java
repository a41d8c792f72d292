package dev.crossfade.core.cutover;

import dev.crossfade.core.audit.CanonicalText;
import dev.crossfade.core.audit.JsonText;
import dev.crossfade.core.traffic.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt to move clients went, as whoever made it measured it. Times of somebody who was
 * killed meanwhile are not known.
 *
 * @param passage which attempt
 * @param epoch of the record by which writes went on
 * @param begun when it was begun; of one that another process ended, as of when something was
 *     proven
 * @param pause how long writes waited, from the first order to hold them until the last to let them
 *     go; zero when none was given, null where another process ended what somebody had begun
 * @param steps how long each step took, as far as it came
 * @param end on which side it ended
 * @param why it did not come across; empty when it did
 * @param proof what was proven when the record was about to name the other side
 */
public record CrossingReport(
    Passage passage,
    long epoch,
    Instant begun,
    @Nullable Duration pause,
    Map<CutoverStep, Duration> steps,
    Side end,
    String why,
    SwitchProof proof) {

  /** Id of the passage where another process ended an attempt. */
  public static final String FOUND = "found";

  public CrossingReport {
    steps = Map.copyOf(steps);
  }

  /** For people: how long writes waited. */
  public String waited() {
    return pause == null
        ? "how long writes waited is not known, as whoever began was interrupted"
        : "writes waited " + pause.toMillis() + " ms";
  }

  /** The same as a number; null where nobody knows. */
  public @Nullable Long pauseMillis() {
    return pause == null ? null : pause.toMillis();
  }

  /** Whether the clients are where they were to go. */
  public boolean across() {
    return end == passage.to();
  }

  /** As facts and the journal keep it: one line of JSON. */
  public String text() {
    Map<String, @Nullable Object> millis = new TreeMap<>();
    steps.forEach((step, time) -> millis.put(word(step), time.toMillis()));
    Map<String, @Nullable Object> whole = new TreeMap<>();
    whole.put("passage", passage.id());
    whole.put("to", passage.to().word());
    whole.put("epoch", epoch);
    whole.put("begun", begun.toString());
    if (pause != null) {
      whole.put("pauseMillis", pause.toMillis());
    }
    whole.put("stepMillis", millis);
    whole.put("end", end.word());
    whole.put("why", why);
    if (proof.known()) {
      whole.put("proof", proof.content());
    }
    return CanonicalText.of(whole);
  }

  private static String word(CutoverStep step) {
    return step.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The inverse of {@link #text()}.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static CrossingReport parse(String text) {
    try {
      Map<String, @Nullable Object> whole = JsonText.object(text);
      Map<CutoverStep, Duration> steps = new EnumMap<>(CutoverStep.class);
      ((Map<?, ?>) Objects.requireNonNull(whole.get("stepMillis")))
          .forEach((name, millis) -> steps.put(step(name), Duration.ofMillis((Long) millis)));
      return new CrossingReport(
          new Passage(string(whole, "passage"), Side.of(string(whole, "to"))),
          number(whole, "epoch"),
          Instant.parse(string(whole, "begun")),
          pause(whole),
          steps,
          Side.of(string(whole, "end")),
          string(whole, "why"),
          proof(whole.get("proof")));
    } catch (ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("no report of a crossing", e);
    }
  }

  /** Earlier versions wrote zero where they did not know. */
  private static @Nullable Duration pause(Map<String, @Nullable Object> whole) {
    boolean known = whole.containsKey("pauseMillis") && !string(whole, "passage").equals(FOUND);
    return known ? Duration.ofMillis(number(whole, "pauseMillis")) : null;
  }

  /** Reports of earlier versions have none. */
  private static SwitchProof proof(@Nullable Object content) {
    Map<String, @Nullable Object> known = new TreeMap<>();
    if (content != null) {
      ((Map<?, ?>) content).forEach((name, value) -> known.put((String) name, value));
    }
    return new SwitchProof(known);
  }

  private static CutoverStep step(Object name) {
    return CutoverStep.valueOf(((String) name).toUpperCase(Locale.ROOT));
  }

  private static String string(Map<String, @Nullable Object> map, String name) {
    return (String) Objects.requireNonNull(map.get(name));
  }

  private static long number(Map<String, @Nullable Object> map, String name) {
    return (Long) Objects.requireNonNull(map.get(name));
  }
}
