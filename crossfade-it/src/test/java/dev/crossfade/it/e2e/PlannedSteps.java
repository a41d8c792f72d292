package dev.crossfade.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.embedded.DatabaseEndpoint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What {@code plan} shows, to be held against what journal and target say was done. */
final class PlannedSteps {

  private static final String BEGUN =
      "select string_agg(step, ',' order by first) from (select min(version) as first,"
          + " event::json ->> 'step' as step from crossfade.journal"
          + " where event::json ->> 'event' = 'Begun' and version > %d group by 2) steps";

  private final JsonNode plan;

  private PlannedSteps(JsonNode plan) {
    this.plan = plan;
  }

  static PlannedSteps of(Map<String, String> environment, String specification) {
    return new PlannedSteps(
        Crossfade.now(environment, "plan", specification, "-o", "json").ok().json());
  }

  List<StepKind> kinds() {
    Set<StepKind> kinds = new LinkedHashSet<>();
    plan.path("steps").forEach(step -> kinds.add(StepKind.valueOf(step.path("kind").asText())));
    return List.copyOf(kinds);
  }

  private Set<String> subjects(StepKind kind) {
    Set<String> subjects = new TreeSet<>();
    for (JsonNode step : plan.path("steps")) {
      if (step.path("kind").asText().equals(kind.name())) {
        subjects.addAll(List.of(step.path("subject").asText().split(", ")));
      }
    }
    return subjects;
  }

  /** A first run up to its verdict took these steps, no others, in this order, for these things. */
  void assertDone(DatabaseEndpoint target) throws SQLException {
    assertBegun(target, 0);
    Set<String> followed = names(target, "source", "applied_position");
    assertThat(subjects(StepKind.OPEN_LOG)).isEqualTo(followed);
    assertThat(subjects(StepKind.START_CAPTURE)).isEqualTo(followed);
    assertThat(subjects(StepKind.FOLLOW)).isEqualTo(followed);
    assertThat(subjects(StepKind.COPY_HISTORY))
        .hasSize(names(target, "mapping::text", "chunk").size());
    assertThat(subjects(StepKind.APPLY_HELD)).isEqualTo(names(target, "entity", "chunk"));
    assertThat(subjects(StepKind.PUBLISH)).isEqualTo(names(target, "name", "entity"));
    assertThat(subjects(StepKind.VERIFY)).isEqualTo(names(target, "entity", "verdict"));
  }

  /** What was planned when the journal had so many lines is what was begun since, in this order. */
  void assertBegun(DatabaseEndpoint target, long since) throws SQLException {
    List<StepKind> journalled = new ArrayList<>(kinds());
    assertThat(journalled.remove(StepKind.FOLLOW)).isTrue();
    assertThat(Rows.text(target, BEGUN.formatted(since)))
        .isEqualTo(String.join(",", journalled.stream().map(StepKind::name).toList()));
  }

  private static Set<String> names(DatabaseEndpoint target, String column, String table)
      throws SQLException {
    String all =
        Rows.text(
            target, "select string_agg(distinct " + column + ", ',') from crossfade." + table);
    return new TreeSet<>(List.of(all.split(",")));
  }
}
