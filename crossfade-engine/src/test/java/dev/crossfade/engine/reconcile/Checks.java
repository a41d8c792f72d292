package dev.crossfade.engine.reconcile;

import dev.crossfade.core.phase.Event;
import dev.crossfade.core.phase.EventText;
import dev.crossfade.core.phase.Flag;
import dev.crossfade.core.phase.Foresight;
import dev.crossfade.core.phase.MigrationState;
import dev.crossfade.core.phase.Order;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.core.phase.PhaseTable;
import dev.crossfade.core.phase.StepKind;
import dev.crossfade.core.phase.StepState;
import dev.crossfade.core.phase.Trigger;
import dev.crossfade.core.phase.Visit;
import dev.crossfade.spi.journal.JournalEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What must hold after every event, each by its name. */
final class Checks implements Outside.Watch {

  private final ControlWorld world;
  private final List<MigrationState> states = new ArrayList<>();
  private final Set<String> begun = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private final Set<String> unknown = new HashSet<>();
  private long newestEpoch;

  Checks(ControlWorld world) {
    this.world = world;
    states.add(MigrationState.draft(ControlWorld.NAME));
  }

  /** The state that the journal alone gives. */
  MigrationState recorded() {
    read();
    return states.get(states.size() - 1);
  }

  private void read() {
    List<JournalEntry> entries = world.control.entries(ControlWorld.NAME);
    for (JournalEntry entry : entries.subList(states.size() - 1, entries.size())) {
      MigrationState before = states.get(states.size() - 1);
      Event event = EventText.parse(entry.event());
      world.trace(() -> "journal " + entry.version() + " " + entry.actor() + " " + event);
      must("DENSE", entry.version() == before.version() + 1, entry);
      must("JOURNAL-EPOCH", entry.epoch() == 0 || entry.epoch() >= newestEpoch, entry);
      newestEpoch = Math.max(newestEpoch, entry.epoch());
      world.seen.add(event.getClass().getSimpleName());
      follows(before, event);
      states.add(before.after(event));
    }
  }

  private void follows(MigrationState before, Event event) {
    if (event instanceof Event.Entered entered) {
      legal(before, entered);
    } else if (event instanceof Event.Begun e) {
      must("PLANNED", Foresight.next(before).equals(Optional.of(e.step())), event);
      must("GATE", e.step() != StepKind.PUBLISH || !gapKnown(before), event);
      begun.add(id(before.here(), e.step()) + "#" + e.attempt() + "@" + e.epoch());
    } else if (event instanceof Event.Done e) {
      done.add(id(before.here(), e.step()));
      must("VERDICT", !e.result().equals("DIFFERENT"), event);
    } else if (event instanceof Event.Described) {
      Phase phase = before.interrupted().map(Visit::phase).orElse(before.phase());
      must("AS-SIGNED", phase != Phase.PUBLISHING && phase != Phase.COMPLETED, event);
    }
  }

  /** Whether the gap is on record, or is there for longer than whoever decided has looked. */
  private boolean gapKnown(MigrationState before) {
    return before.flags().contains(Flag.GAP) || world.gapOlderThanTheDecision();
  }

  private void legal(MigrationState before, Event.Entered entered) {
    Optional<PhaseTable.Row> row = PhaseTable.MIGRATION.row(before.phase(), entered.by());
    must("TABLE", row.isPresent(), entered);
    world.seen.add(before.phase() + " " + entered.by());
    Phase to =
        row.get().way() == PhaseTable.Way.BACK
            ? before.interrupted().orElseThrow().phase()
            : row.get().to();
    must("TABLE", to == entered.phase(), entered);
    boolean gate = row.get().way() == PhaseTable.Way.GATE;
    must("GATE", !gate || !before.flags().contains(Flag.GAP), entered);
    must("SIGNED", !gate || world.signing.agreed(before, to), entered);
  }

  private static String id(Visit visit, StepKind kind) {
    return new Order(ControlWorld.NAME, visit.number(), kind, 0).id();
  }

  @Override
  public void step(Order order, long epoch) {
    read();
    world.trace(() -> "  effect " + order.id() + "#" + order.attempt() + " epoch=" + epoch);
    must("ONE-OWNER", epoch >= newestEpoch, order + " under " + epoch);
    String intent = order.id() + "#" + order.attempt() + "@" + epoch;
    must("INTENT-FIRST", begun.contains(intent), intent);
    must("EFFECT-ONCE", !done.contains(order.id()), order.id() + " is done already");
    must("REST-IS-REST", !resting() || order.kind() == StepKind.REST, order);
  }

  @Override
  public void stream(int visit, long epoch) {
    read();
    must("ONE-OWNER", epoch >= newestEpoch, "stream under " + epoch);
    must("REST-IS-REST", !resting(), "stream");
  }

  private boolean resting() {
    return states
        .get(states.size() - 1)
        .here()
        .step(StepKind.REST)
        .filter(step -> step.status() == StepState.Status.DONE)
        .isPresent();
  }

  /** An attempt is about to be made. */
  void performs(Order order) {
    must("NO-BLIND-RETRY", !unknown.contains(order.id()), order);
  }

  void unknown(String id) {
    unknown.add(id);
  }

  void probed(String id) {
    unknown.remove(id);
  }

  /** What somebody was told to be recorded. */
  void acknowledged(Trigger what, long version) {
    must("ACKNOWLEDGED-IS-RECORDED", asked(what, 0, version), what);
  }

  /** What somebody was told not to be possible. */
  void refused(Trigger what, long before) {
    long now = recorded().version();
    must("REFUSED-IS-NOT-RECORDED", !asked(what, before, now), what);
  }

  private boolean asked(Trigger what, long after, long version) {
    read();
    return world.control.entries(ControlWorld.NAME).subList((int) after, (int) version).stream()
        .filter(entry -> entry.actor().equals("anna"))
        .map(entry -> EventText.parse(entry.event()))
        .anyMatch(event -> event instanceof Event.Entered entered && entered.by() == what);
  }

  /** After every event. */
  void afterEvent() {
    read();
    world.servers.forEach(this::sameState);
    Outside outside = world.outside;
    outside.releases.forEach((id, times) -> must("EFFECT-ONCE", times == 1, id + " " + times));
    int bag = outside.stagedBag.size();
    must("EFFECT-ONCE", new HashSet<>(outside.stagedBag).size() == bag, "a change twice");
    if (outside.caughtUp()) {
      must(
          "NO-SILENT-LOSS",
          outside.stagedBag.stream().sorted().toList().equals(range(outside.applied)),
          "append-only table has " + bag + " of " + outside.applied);
      must(
          "NO-SILENT-LOSS",
          outside.staged.equals(outside.sourceAsOf(outside.applied)),
          "rows are not those as of " + outside.applied);
    } else {
      must("ONE-RELEASE", !outside.published, "published before the stream was behind history");
    }
  }

  private static List<Integer> range(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  private void sameState(SimServer server) {
    MigrationState state = server.reconciler.state();
    must(
        "SAME-STATE",
        state.equals(states.get((int) state.version())),
        server.name + " believes " + state);
  }

  private static void must(String invariant, boolean holds, Object what) {
    if (!holds) {
      throw new AssertionError("[" + invariant + "] " + what);
    }
  }
}
