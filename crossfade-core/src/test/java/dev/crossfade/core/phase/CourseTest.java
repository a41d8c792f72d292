package dev.crossfade.core.phase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {
  private static final MigrationState STARTED =
      MigrationState.draft("shop").after(new Event.Entered(Phase.PREPARING, Trigger.START));

  @Test
  void isUnderWayUntilItIsLive() {
    List<Event> events = new ArrayList<>(done(StepKind.PREPARE_TARGET));

    assertThat(Course.of(STARTED, events)).isEqualTo(new Course.UnderWay(Phase.PREPARING, 1, 3));

    events.addAll(done(StepKind.OPEN_LOG));
    events.addAll(done(StepKind.START_CAPTURE));
    events.add(entered(Phase.BACKFILLING));
    events.addAll(done(StepKind.COPY_HISTORY));

    assertThat(Course.of(STARTED, events))
        .as("all steps are done, but it goes on")
        .isEqualTo(new Course.UnderWay(Phase.BACKFILLING, 1, 1));

    events.add(entered(Phase.LIVE));

    assertThat(Course.of(STARTED, events)).isEqualTo(new Course.Arrived(Phase.LIVE));
  }

  @Test
  void whatCameAfterItsEndDoesNotCount() {
    List<Event> events =
        List.of(
            entered(Phase.LIVE),
            new Event.Entered(Phase.PAUSED, Trigger.PAUSE),
            new Event.Entered(Phase.FAILED, Trigger.FAILURE));

    assertThat(Course.of(STARTED, events)).isEqualTo(new Course.Arrived(Phase.LIVE));
  }

  @Test
  void aPauseIsThereOnceEverythingRests() {
    MigrationState paused = STARTED.after(new Event.Entered(Phase.PAUSED, Trigger.PAUSE));

    assertThat(Course.of(paused, List.of())).isEqualTo(new Course.UnderWay(Phase.PAUSED, 0, 1));
    assertThat(Course.of(paused, done(StepKind.REST))).isEqualTo(new Course.Arrived(Phase.PAUSED));
  }

  @Test
  void saysWhyItFailed() {
    List<Event> events =
        List.of(
            new Event.Begun(StepKind.PREPARE_TARGET, 1, 1),
            new Event.Undone(StepKind.PREPARE_TARGET, 1, "CF-3004 no privilege", Instant.EPOCH),
            new Event.Entered(Phase.FAILED, Trigger.FAILURE));

    assertThat(Course.of(STARTED, events)).isEqualTo(new Course.Failed("CF-3004 no privilege"));
  }

  @Test
  void saysWhatOvertookIt() {
    List<Event> events = List.of(new Event.Entered(Phase.STOPPED, Trigger.STOP));

    assertThat(Course.of(STARTED, events)).isEqualTo(new Course.Overtaken(Trigger.STOP));
  }

  private static Event entered(Phase phase) {
    return new Event.Entered(phase, Trigger.FINISHED);
  }

  private static List<Event> done(StepKind step) {
    return List.of(new Event.Begun(step, 1, 1), new Event.Done(step, 1, ""));
  }
}
