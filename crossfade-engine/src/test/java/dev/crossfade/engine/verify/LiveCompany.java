package dev.crossfade.engine.verify;

import dev.crossfade.core.change.Change;
import dev.crossfade.core.change.Op;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.engine.Pause;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.simulation.Setting;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A company whose streams are followed, with ways to make them, and production, lie. */
final class LiveCompany implements AutoCloseable {

  static final TableId CONTACT = new TableId("public", "contact");
  static final TableId EVENT = new TableId("public", "event");
  private static final VerifySettings QUICK =
      new VerifySettings(2, 10, Duration.ofSeconds(5), 3, 12, Duration.ofMillis(1));

  /** Some stories are about rows that are refused all the time. */
  private static final long PLENTY = 1_000_000;

  final Setting setting;
  private final MigrationRun run;

  LiveCompany(Setting setting) throws InterruptedException {
    this.setting = setting;
    run = setting.run(List::of, RunListener.SILENT, Setting.compiled(), PLENTY);
    Setting.settle(run);
  }

  static void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  /** The target as somebody has it who may do what its owner may. */
  TargetDatabase target() {
    TargetDatabase same = setting.target.again();
    same.under(1_000);
    return same;
  }

  Verdict verify(String entity) throws InterruptedException {
    return verify(entity, Setting.compiled());
  }

  /** Compares with what other mappings would make of the sources. */
  Verdict verify(String entity, CompiledMigration compiled) throws InterruptedException {
    return new Verifier(
            compiled,
            Map.of("crm", setting.crm, "ads", setting.ads),
            setting.target,
            QUICK,
            Clock.systemUTC(),
            Pause.REAL)
        .verify(entity);
  }

  /** Waits until everything written so far has been applied. */
  void settled() throws InterruptedException {
    long mark = setting.crm.log().mark().number();
    until(() -> setting.target.progress().streamState("crm").orElseThrow().mark() >= mark);
  }

  void update(long id, String email, String bio) throws InterruptedException {
    setting.crm.write(tx -> tx.update(CONTACT, Key.of(id), id, email, bio, 1L));
    settled();
  }

  /** The log tells of a change that its table does not show. */
  void logOnly(TableId table, Op op, Object[] before, Object[] after) throws InterruptedException {
    setting.crm.writeRaw(new Change(table, op, before, after, Position.START));
    settled();
  }

  /** The log tells that a contact is like this now. */
  void logOnly(long id, String email, String bio) throws InterruptedException {
    logOnly(CONTACT, Op.UPDATE, image(id), new Object[] {id, email, bio, 1L});
  }

  /** What the log shows of an old contact. */
  static Object[] image(long id) {
    return new Object[] {id, Unavailable.VALUE, Unavailable.VALUE, Unavailable.VALUE};
  }

  void tamper(String entity, Consumer<List<Object[]>> corruption) {
    setting.target.tamper(
        entity,
        rows -> {
          List<Object[]> copy = new ArrayList<>();
          rows.forEach(row -> copy.add(row.clone()));
          corruption.accept(copy);
          return copy;
        });
  }

  List<String> parked(String entity) {
    return setting.target.quarantine().list(entity, 100).stream()
        .map(QuarantineItem::change)
        .map(change -> change.sourceKeyText() + " " + change.code())
        .toList();
  }

  @Override
  public void close() {
    run.close();
  }
}
