package dev.crossfade.server.wiring;

import static dev.crossfade.server.wiring.TwoTables.CONTACT;
import static dev.crossfade.server.wiring.TwoTables.VISIT;
import static dev.crossfade.server.wiring.TwoTables.compiled;
import static dev.crossfade.server.wiring.TwoTables.spec;
import static dev.crossfade.server.wiring.TwoTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.change.Position;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Alterations.Cause;
import dev.crossfade.core.schema.Drift;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.DriftPolicies;
import dev.crossfade.core.spec.DriftPolicy;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.engine.Mappings;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.server.ServerProblem;
import dev.crossfade.server.wiring.KnownTables.Known;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.spi.target.HeldTable.State;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run knows of tables that were altered while none was there, and what accepting does. */
class KnownTablesTest {
  private static final DriftPolicies IGNORE =
      new DriftPolicies(Map.of(Drift.Kind.NEW, DriftPolicy.IGNORE));

  private final InMemoryTarget target = new InMemoryTarget(Clock.systemUTC(), Faults.NONE);

  @BeforeEach
  void aRunKnewThem() {
    List<TableSchema> before = List.of(table(CONTACT, "id", "note"), table(VISIT, "id", "note"));
    CompiledMigration compiled = compiled(spec(DriftPolicies.DEFAULTS, "id"), before);
    KnownTables.remember(target, compiled, "crm", before, before);
    Mappings.load(compiled, target.progress());
  }

  private KnownTables known(DriftPolicies policies, TableSchema... now) {
    return new KnownTables(
        spec(policies, "id"), Locations.NONE, Map.of("crm", List.of(now)), target);
  }

  private static List<String> columns(Known known, TableId table) {
    return known.compiled().from("crm", table).get(0).sourceTable().columnNames();
  }

  private static HeldTable held(TableId table) {
    return new HeldTable(
        "crm",
        table,
        State.HELD,
        Position.START,
        Instant.EPOCH,
        new Alterations(Set.of(Cause.RETYPED), "altered"));
  }

  @Test
  void aNewColumnOfWhichNobodyDecidedIsNotKnown() {
    TableSchema[] now = {table(CONTACT, "id", "note", "fresh"), table(VISIT, "id", "note")};

    assertThat(columns(known(DriftPolicies.DEFAULTS, now).compile(), CONTACT))
        .containsExactly("id", "note");
    assertThat(columns(known(IGNORE, now).compile(), CONTACT)).contains("fresh");
    target.holds().leaveOut("crm", CONTACT, Set.of("fresh"));
    assertThat(columns(known(DriftPolicies.DEFAULTS, now).compile(), CONTACT)).contains("fresh");
  }

  @Test
  void acceptingOneTableLeavesTheOthersThatAreHeldAsTheyWere() {
    target.holds().want("crm", VISIT, new Alterations(Set.of(Cause.RETYPED), "altered"));
    KnownTables known =
        known(
            DriftPolicies.DEFAULTS,
            table(CONTACT, "id", "note", "fresh"),
            table(VISIT, "id", "note", "late"));

    Known accepted = known.compile(List.of(held(CONTACT)));
    assertThat(columns(accepted, CONTACT)).containsExactly("id", "note", "fresh");
    assertThat(columns(accepted, VISIT)).containsExactly("id", "note");
    assertThat(columns(known.compile(List.of(held(CONTACT), held(VISIT))), VISIT)).contains("late");
  }

  @Test
  void aTableThatIsHeldMayLackWhatItsMappingReadsWhenAnotherIsAccepted() {
    target.holds().want("crm", VISIT, new Alterations(Set.of(Cause.RETYPED), "altered"));
    KnownTables known =
        known(DriftPolicies.DEFAULTS, table(CONTACT, "id", "note"), table(VISIT, "id", "remark"));

    assertThat(columns(known.compile(List.of(held(CONTACT))), VISIT)).containsExactly("id", "note");
  }

  @Test
  void anotherKeyCannotTakeThePlaceOfTheOldOne() {
    List<TableSchema> now = List.of(table(CONTACT, "number", "note"), table(VISIT, "id", "note"));
    MappingsInUse inUse =
        new MappingsInUse(compiled(spec(DriftPolicies.DEFAULTS, "number"), now), target.progress());

    assertThat(inUse.notAdoptable())
        .extracting(Problem::render)
        .singleElement()
        .asString()
        .contains("CF-6064", "contact");
    assertThat(inUse.changedBeside(Set.of("visit"))).hasSize(1);
    assertThat(inUse.changedBeside(Set.of("contact"))).isEmpty();
  }

  private List<TableId> again(String version, TableSchema... next) {
    CompiledMigration mappings = compiled(spec(DriftPolicies.DEFAULTS, "id"), List.of(next));
    List<HeldTable> decided = List.of(held(CONTACT).released(version), held(VISIT));
    return new Accepted(target, () -> mappings)
        .again(decided).stream().map(HeldTable::table).toList();
  }

  @Test
  void whatIsDecidedOfATableIsDecidedWhateverBecomesOfOthers() {
    TableSchema before = table(CONTACT, "id", "note");
    TableSchema contact = table(CONTACT, "id", "note", "fresh");
    TableSchema visit = table(VISIT, "id", "note");
    String version =
        compiled(spec(DriftPolicies.DEFAULTS, "id"), List.of(contact, visit))
            .versions("crm", CONTACT);

    assertThat(again(version, contact, visit)).isEmpty();
    assertThat(again(version, contact, table(VISIT, "id", "note", "late"))).isEmpty();
    assertThat(again(version, before, visit)).containsExactly(CONTACT);
    assertThat(again("", before, visit)).isEmpty();
    CompiledMigration adopted =
        compiled(spec(DriftPolicies.DEFAULTS, "id"), List.of(before, visit));
    target.acts().adopt(adopted.version(), "ann", "it is so");
    assertThat(again(version, before, visit)).isEmpty();
    assertThat(again(version, table(CONTACT, "id", "note", "newer"), visit))
        .containsExactly(CONTACT);
  }

  @Test
  void whereNoRunCanBeStartedWhatWasDecidedIsAskedAgain() {
    Accepted accepted =
        new Accepted(
            target,
            () -> {
              throw Problem.of(ServerProblem.NO_SHADOW, "what", "why", "fix").raise();
            });

    assertThat(accepted.again(List.of(held(CONTACT).released("v"), held(VISIT))))
        .extracting(HeldTable::table)
        .containsExactly(CONTACT);
    assertThat(accepted.again(List.of(held(VISIT)))).isEmpty();
  }
}
