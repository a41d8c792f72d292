package dev.crossfade.server.wiring;

import static dev.crossfade.server.wiring.TwoTables.CONTACT;
import static dev.crossfade.server.wiring.TwoTables.VISIT;
import static dev.crossfade.server.wiring.TwoTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.schema.Alterations;
import dev.crossfade.core.schema.Alterations.Cause;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.spec.DriftPolicies;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.Mappings.Numbered;
import dev.crossfade.engine.replay.Corrections;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.source.LogIdentity;
import dev.crossfade.spi.source.SourceLog;
import dev.crossfade.spi.target.HeldTable;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What nobody is told of twice is remembered before it is not told any more. */
class UntoldTest {

  private final InMemoryTarget target = new InMemoryTarget(Clock.systemUTC(), Faults.NONE);
  private final Set<TableId> missing = new TreeSet<>(Set.of(CONTACT, VISIT));
  private final CompiledMigration compiled =
      TwoTables.compiled(
          TwoTables.spec(DriftPolicies.DEFAULTS, "id"),
          List.of(table(CONTACT, "id", "note"), table(VISIT, "id", "note")));

  private final Mappings mappings = Mappings.load(compiled, target);

  private SourceLog log() {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Collection<?> tables = (Collection<?>) arguments[0];
          if (method.getName().equals("untold")) {
            Set<TableId> untold = new TreeSet<>(missing);
            untold.retainAll(tables);
            return untold;
          }
          missing.removeAll(tables);
          return new LogIdentity(Map.of(), "");
        };
    return (SourceLog)
        Proxy.newProxyInstance(
            SourceLog.class.getClassLoader(), new Class<?>[] {SourceLog.class}, handler);
  }

  private void read(TableId table) {
    target.prepare(Shapes.of(TwoTables.spec(DriftPolicies.DEFAULTS, "id")));
    Numbered numbered = mappings.from("crm", table).get(0);
    target
        .loader()
        .plan(
            numbered.number(),
            numbered.entity(),
            numbered.mapping().sourceTable(),
            List.of(KeyRange.ALL));
  }

  private List<HeldTable> told() {
    target.holds().want("crm", CONTACT, new Alterations(Set.of(Cause.RETYPED), "altered"));
    return new Untold(source -> log(), target, mappings).told(target.holds().all());
  }

  @Test
  void whatIsAcceptedIsToldToo() {
    read(CONTACT);
    read(VISIT);
    List<HeldTable> accepted = told();
    assertThat(missing).isEmpty();
    assertThat(accepted)
        .extracting(HeldTable::reason)
        .containsExactly("altered; " + Alterations.ANEW.text());
    assertThat(target.holds().all()).hasSize(2).containsAll(accepted);
    assertThat(target.holds().release(accepted.get(0), "")).isTrue();
  }

  @Test
  void whatNobodyReadYetIsNotHeld() {
    List<HeldTable> accepted = told();
    assertThat(missing).isEmpty();
    assertThat(accepted).extracting(HeldTable::reason).containsExactly("altered");
    assertThat(target.holds().all()).isEqualTo(accepted);
  }

  @Test
  void whatIsNotFollowedIsNotPublished() {
    CompiledMigration some =
        new CompiledMigration(compiled.from("crm", CONTACT), compiled.version());
    InMemoryTarget other = new InMemoryTarget(Clock.systemUTC(), Faults.NONE);
    Mappings.load(some, other);
    other.holds().want("crm", CONTACT, new Alterations(Set.of(Cause.RETYPED), "altered"));
    Mappings known = Mappings.known(compiled, other.progress(), new Corrections());
    new Untold(source -> log(), other, known).told(other.holds().all());
    assertThat(missing).containsExactly(VISIT);
    assertThat(other.holds().all()).hasSize(1);
  }
}
