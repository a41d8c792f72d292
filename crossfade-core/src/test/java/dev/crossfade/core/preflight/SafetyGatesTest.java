package dev.crossfade.core.preflight;

import static dev.crossfade.core.preflight.GateAssert.passes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.cutover.Gate;
import dev.crossfade.core.cutover.Gate.State;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.spec.ChangeWindow;
import dev.crossfade.core.spec.CutoverSpec;
import dev.crossfade.core.traffic.GatewaySign;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What keeps clients from being moved although all data is where it should be. */
class SafetyGatesTest {

  /** A Friday. */
  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

  private static void fails(String code, Gate gate) {
    assertThat(gate.state()).as(gate.toString()).isEqualTo(State.FAIL);
    assertThat(gate.why()).startsWith(code + " ");
    assertThat(gate.fix()).isNotBlank();
  }

  private static ChangeWindow window(DayOfWeek day, String from, String to, String zone) {
    return new ChangeWindow(Set.of(day), LocalTime.parse(from), LocalTime.parse(to), zone);
  }

  @Test
  void the_handbook_has_all_items() throws Exception {
    Path handbook = Path.of(System.getProperty("crossfade.root"), "docs/cutover.md");

    assertThat(Files.readString(handbook)).contains(Item.table());
  }

  @Test
  void clients_are_moved_only_while_the_window_is_open() {
    passes(SafetyGates.changeWindow(null, NOW));
    passes(SafetyGates.changeWindow(window(DayOfWeek.FRIDAY, "12:00", "12:01", "UTC"), NOW));
    passes(
        SafetyGates.changeWindow(window(DayOfWeek.FRIDAY, "13:00", "13:01", "Europe/Berlin"), NOW));
    Gate closed = SafetyGates.changeWindow(window(DayOfWeek.FRIDAY, "11:00", "12:00", "UTC"), NOW);
    fails("CF-5093", closed);
    assertThat(closed.why()).contains("2026-01-09T11:00:00Z");
    fails(
        "CF-5093",
        SafetyGates.changeWindow(window(DayOfWeek.SATURDAY, "12:00", "13:00", "UTC"), NOW));
  }

  @Test
  void a_window_goes_on_into_the_next_day() {
    ChangeWindow night = window(DayOfWeek.THURSDAY, "22:00", "12:30", "UTC");
    assertThat(night.open(NOW)).isTrue();
    assertThat(night.open(NOW.plus(Duration.ofMinutes(30)))).isFalse();
    assertThat(night.open(NOW.plus(Duration.ofHours(11)))).isFalse();
    assertThat(night.next(NOW)).isEqualTo(Instant.parse("2026-01-08T22:00:00Z"));
    ChangeWindow day = window(DayOfWeek.THURSDAY, "12:30", "12:30", "UTC");
    assertThat(day.open(NOW)).isTrue();
  }

  @Test
  void a_way_back_was_gone_lately_unless_nobody_wants_to_know() {
    passes(SafetyGates.rehearsal(Optional.empty(), NOW, 0));
    passes(SafetyGates.rehearsal(Optional.of(NOW.minus(Duration.ofDays(30))), NOW, 30));
    fails(
        "CF-5094",
        SafetyGates.rehearsal(Optional.of(NOW.minus(Duration.ofDays(30)).minusMillis(1)), NOW, 30));
    Gate never = SafetyGates.rehearsal(Optional.empty(), NOW, CutoverSpec.DEFAULTS.rehearsalDays());
    fails("CF-5094", never);
    assertThat(never.limit()).isEqualTo("within 30 days");
    assertThat(never.fix()).contains("--unrehearsed", "rollback execute", "rehearsalDays to 0");
  }

  private static GatewaySign gateway(String build, Duration silent) {
    return new GatewaySign("g", 1, 1, silent, Duration.ofSeconds(9), List.of(), build);
  }

  @Test
  void all_gateways_that_count_run_one_version() {
    passes(SafetyGates.versions(List.of(), "1"));
    passes(SafetyGates.versions(List.of(gateway("1", Duration.ZERO)), "1"));
    passes(SafetyGates.versions(List.of(gateway("2", Duration.ofSeconds(10))), "1"));
    fails("CF-5095", SafetyGates.versions(List.of(gateway("2", Duration.ZERO)), "1"));
    fails("CF-5095", SafetyGates.versions(List.of(gateway("", Duration.ZERO)), "1"));
  }

  @Test
  void a_clock_is_near_ours_as_far_as_can_be_told() {
    Duration exactly = Duration.ZERO;
    passes(SafetyGates.clock("crm", Duration.ofMillis(-1000), exactly));
    fails("CF-5096", SafetyGates.clock("crm", Duration.ofMillis(1001), exactly));
    fails("CF-5096", SafetyGates.clock("crm", Duration.ofMillis(-1001), exactly));
    passes(SafetyGates.clock("crm", Duration.ofMillis(1500), Duration.ofMillis(500)));
  }

  @Test
  void a_clock_that_is_not_known_well_enough_passes_for_none() {
    Duration second = Duration.ofSeconds(1);
    passes(SafetyGates.clock("crm", second, second));
    Gate slow = SafetyGates.clock("crm", Duration.ZERO, second.plusMillis(1));
    assertThat(slow.state()).as(slow.toString()).isEqualTo(State.UNKNOWN);
    assertThat(slow.why()).contains("2002 ms");
    fails("CF-5096", SafetyGates.clock("crm", Duration.ofSeconds(12), Duration.ofSeconds(10)));
  }

  @Test
  void what_a_database_says_of_its_room_is_shown_whether_it_passes_or_not() {
    Gate room = SafetyGates.room("crm", "much; not known: free disk", "10 MiB", List.of());
    passes(room);
    assertThat(room.value()).isEqualTo("much; not known: free disk");
    Problem full = Problem.of(PreflightProblem.CLOCKS_APART, "full", "no room", "make room");
    Gate open = SafetyGates.room("crm", "much", "10 MiB", List.of(full));
    fails("CF-5096", open);
    assertThat(open.value()).isEqualTo("much");
  }
}
