package dev.crossfade.core.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events keep the form in which journals hold them. */
class EventTextTest {

  private static final Map<Event, String> FORMS = new LinkedHashMap<>();

  static {
    FORMS.put(
        new Event.Entered(Phase.PREPARING, Trigger.START),
        "{\"event\":\"Entered\",\"phase\":\"PREPARING\",\"by\":\"START\"}");
    FORMS.put(
        new Event.Begun(StepKind.PUBLISH, 2, 7),
        "{\"event\":\"Begun\",\"step\":\"PUBLISH\",\"attempt\":\"2\",\"epoch\":\"7\"}");
    FORMS.put(
        new Event.Done(StepKind.VERIFY, 1, "EQUAL"),
        "{\"event\":\"Done\",\"step\":\"VERIFY\",\"attempt\":\"1\",\"result\":\"EQUAL\"}");
    FORMS.put(
        new Event.Undone(StepKind.REST, 1, "a \"b\" \\ \n", Instant.parse("2026-01-02T03:04:05Z")),
        "{\"event\":\"Undone\",\"step\":\"REST\",\"attempt\":\"1\",\"why\":\"a \\\"b\\\" \\\\ \\u000a\","
            + "\"notBefore\":\"2026-01-02T03:04:05Z\"}");
    FORMS.put(
        new Event.Unsettled(StepKind.RELOAD, 3, "?"),
        "{\"event\":\"Unsettled\",\"step\":\"RELOAD\",\"attempt\":\"3\",\"why\":\"?\"}");
    FORMS.put(new Event.Broke("x"), "{\"event\":\"Broke\",\"why\":\"x\"}");
    FORMS.put(new Event.Raised(Flag.GAP), "{\"event\":\"Raised\",\"flag\":\"GAP\"}");
    FORMS.put(new Event.Lowered(Flag.GAP), "{\"event\":\"Lowered\",\"flag\":\"GAP\"}");
    FORMS.put(
        new Event.SignOffRequested(
            "s1", Phase.COMPLETED, "ann", "done", "4f", Instant.parse("2026-01-02T03:04:05Z")),
        "{\"event\":\"SignOffRequested\",\"id\":\"s1\",\"by\":\"ann\",\"reason\":\"done\","
            + "\"gate\":\"COMPLETED\",\"basis\":\"4f\",\"until\":\"2026-01-02T03:04:05Z\"}");
    FORMS.put(
        new Event.SignOffApproved("s1", "bob", "fine", "4f"),
        "{\"event\":\"SignOffApproved\",\"id\":\"s1\",\"by\":\"bob\",\"reason\":\"fine\","
            + "\"basis\":\"4f\"}");
    FORMS.put(
        new Event.SignOffRevoked("s1", "bob", "not yet"),
        "{\"event\":\"SignOffRevoked\",\"id\":\"s1\",\"by\":\"bob\",\"reason\":\"not yet\"}");
    FORMS.put(
        new Event.Described("4f", 2),
        "{\"event\":\"Described\",\"specification\":\"4f\",\"required\":\"2\"}");
    FORMS.put(
        new Event.CheckOverridden("touch/references", "ann", "they left"),
        "{\"event\":\"CheckOverridden\",\"check\":\"touch/references\",\"by\":\"ann\","
            + "\"reason\":\"they left\"}");
    FORMS.put(
        new Event.WindowExtended(24, "ann", "the week-end"),
        "{\"event\":\"WindowExtended\",\"hours\":\"24\",\"by\":\"ann\","
            + "\"reason\":\"the week-end\"}");
  }

  @Test
  void every_event_has_one_form_and_comes_back() {
    FORMS.forEach(
        (event, text) -> {
          assertThat(EventText.format(event)).isEqualTo(text);
          assertThat(EventText.parse(text)).isEqualTo(event);
        });
    assertThat(FORMS.keySet().stream().<Class<?>>map(Object::getClass).toList())
        .containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
  }

  @Test
  void what_is_not_understood_is_not_passed_over() {
    assertThatThrownBy(() -> EventText.parse("{\"event\":\"Newer\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Newer");
    assertThatThrownBy(() -> EventText.parse("{\"event\":\"Begun\",\"step\":\"REST\"}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EventText.parse("Begun")).isInstanceOf(IllegalArgumentException.class);
  }
}
