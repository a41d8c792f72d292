package dev.crossfade.core.phase;

import dev.crossfade.core.schema.TextJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events as the journal keeps them: one flat JSON object each. A form once written stays readable.
 */
public final class EventText {

  private static final String EVENT = "event";

  private EventText() {}

  /** The event as text. */
  public static String format(Event event) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(EVENT, event.getClass().getSimpleName());
    if (event instanceof Event.Entered e) {
      fields.put("phase", e.phase().name());
      fields.put("by", e.by().name());
    } else if (event instanceof Event.Begun e) {
      step(fields, e.step(), e.attempt());
      fields.put("epoch", Long.toString(e.epoch()));
    } else if (event instanceof Event.Done e) {
      step(fields, e.step(), e.attempt());
      fields.put("result", e.result());
    } else if (event instanceof Event.Undone e) {
      step(fields, e.step(), e.attempt());
      fields.put("why", e.why());
      fields.put("notBefore", e.notBefore().toString());
    } else if (event instanceof Event.Unsettled e) {
      step(fields, e.step(), e.attempt());
      fields.put("why", e.why());
    } else if (event instanceof Event.Broke e) {
      fields.put("why", e.why());
    } else if (event instanceof Event.Raised e) {
      fields.put("flag", e.flag().name());
    } else if (event instanceof Event.Lowered e) {
      fields.put("flag", e.flag().name());
    } else {
      signOff(fields, event);
    }
    return TextJson.format(fields);
  }

  private static void signOff(Map<String, String> fields, Event event) {
    if (event instanceof Event.SignOffRequested e) {
      signOff(fields, e.id(), e.by(), e.reason());
      fields.put("gate", e.gate().name());
      fields.put("basis", e.basis());
      fields.put("until", e.until().toString());
    } else if (event instanceof Event.SignOffApproved e) {
      signOff(fields, e.id(), e.by(), e.reason());
      fields.put("basis", e.basis());
    } else if (event instanceof Event.SignOffRevoked e) {
      signOff(fields, e.id(), e.by(), e.reason());
    } else if (event instanceof Event.Described e) {
      fields.put("specification", e.specification());
      fields.put("required", Integer.toString(e.required()));
    } else if (event instanceof Event.WindowExtended e) {
      fields.put("hours", Integer.toString(e.hours()));
      fields.put("by", e.by());
      fields.put("reason", e.reason());
    } else if (event instanceof Event.CheckOverridden e) {
      fields.put("check", e.check());
      fields.put("by", e.by());
      fields.put("reason", e.reason());
    }
  }

  private static void signOff(Map<String, String> fields, String id, String by, String reason) {
    fields.put("id", id);
    fields.put("by", by);
    fields.put("reason", reason);
  }

  private static void step(Map<String, String> fields, StepKind step, int attempt) {
    fields.put("step", step.name());
    fields.put("attempt", Integer.toString(attempt));
  }

  /**
   * The event that was written like this.
   *
   * @throws IllegalArgumentException when this program does not know it; nothing may be decided on
   *     a history that is not understood
   */
  public static Event parse(String text) {
    Fields fields = new Fields(TextJson.parse(text));
    return switch (fields.text(EVENT)) {
      case "Entered" ->
          new Event.Entered(
              Phase.valueOf(fields.text("phase")), Trigger.valueOf(fields.text("by")));
      case "Begun" -> new Event.Begun(fields.step(), fields.attempt(), fields.number("epoch"));
      case "Done" -> new Event.Done(fields.step(), fields.attempt(), fields.text("result"));
      case "Undone" ->
          new Event.Undone(
              fields.step(),
              fields.attempt(),
              fields.text("why"),
              Instant.parse(fields.text("notBefore")));
      case "Unsettled" -> new Event.Unsettled(fields.step(), fields.attempt(), fields.text("why"));
      case "Broke" -> new Event.Broke(fields.text("why"));
      case "Raised" -> new Event.Raised(Flag.valueOf(fields.text("flag")));
      case "Lowered" -> new Event.Lowered(Flag.valueOf(fields.text("flag")));
      case "SignOffRequested" ->
          new Event.SignOffRequested(
              fields.text("id"),
              Phase.valueOf(fields.text("gate")),
              fields.text("by"),
              fields.text("reason"),
              fields.text("basis"),
              Instant.parse(fields.text("until")));
      case "SignOffApproved" ->
          new Event.SignOffApproved(
              fields.text("id"), fields.text("by"), fields.text("reason"), fields.text("basis"));
      case "SignOffRevoked" ->
          new Event.SignOffRevoked(fields.text("id"), fields.text("by"), fields.text("reason"));
      case "Described" ->
          new Event.Described(
              fields.text("specification"), Math.toIntExact(fields.number("required")));
      case "WindowExtended" ->
          new Event.WindowExtended(
              Math.toIntExact(fields.number("hours")), fields.text("by"), fields.text("reason"));
      case "CheckOverridden" ->
          new Event.CheckOverridden(fields.text("check"), fields.text("by"), fields.text("reason"));
      default -> throw new IllegalArgumentException("unknown event " + fields.text(EVENT));
    };
  }

  private record Fields(Map<String, String> values) {

    String text(String name) {
      String value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("an event without " + name);
      }
      return value;
    }

    long number(String name) {
      return Long.parseLong(text(name));
    }

    StepKind step() {
      return StepKind.valueOf(text("step"));
    }

    int attempt() {
      return Math.toIntExact(number("attempt"));
    }
  }
}
