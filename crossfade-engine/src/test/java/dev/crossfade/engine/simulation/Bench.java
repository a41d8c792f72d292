package dev.crossfade.engine.simulation;

import dev.crossfade.core.change.EntityChange;
import dev.crossfade.core.change.Extent;
import dev.crossfade.core.change.SourceTransaction;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.apply.ChangeApplier;
import dev.crossfade.engine.apply.Deferred;
import dev.crossfade.engine.apply.Reselector;
import dev.crossfade.engine.run.MigrationRun;
import dev.crossfade.engine.run.RunListener;
import dev.crossfade.engine.stream.ChangeMapper;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ParkedChange;
import dev.crossfade.spi.target.QuarantineItem;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A published company whose changes are applied one batch at a time, by hand. */
public final class Bench {

  public final Setting setting = new Setting();
  private Mappings mappings;
  private final Map<String, Integer> applied = new HashMap<>();
  private final int before;

  public Bench() throws InterruptedException {
    try (MigrationRun run = setting.run(List::of, RunListener.SILENT)) {
      if (Setting.settle(run) != Phase.LIVE) {
        throw new IllegalStateException(run.progress().toString());
      }
    }
    setting.takeOver();
    mappings = Mappings.load(Company.COMPILED, setting.target.progress());
    before = setting.crm.history().size();
  }

  /** From now on changes are mapped by these. */
  public void mapBy(Mappings others) {
    mappings = others;
  }

  public Mappings mappings() {
    return mappings;
  }

  /** The table behind most entities. */
  public dev.crossfade.core.schema.TableId contacts() {
    return Company.CONTACT;
  }

  /** The table without key. */
  public dev.crossfade.core.schema.TableId events() {
    return Company.EVENT;
  }

  public void insert(long id, String email, String bio) {
    setting.crm.write(tx -> tx.insert(Company.CONTACT, id, email, bio, 1L));
  }

  /** Two rows in one transaction. */
  public void insertTwo(long one, long other) {
    setting.crm.write(
        tx -> {
          tx.insert(Company.CONTACT, one, "e" + one, "x", 1L);
          tx.insert(Company.CONTACT, other, "e" + other, "x", 1L);
        });
  }

  /** Two rows in one transaction of the way back. */
  public void returnTwo(long one, long other) {
    setting.crm.write(
        tx -> {
          tx.insert(Company.CONTACT, one, "e" + one, "x", 1L);
          tx.insert(Company.CONTACT, other, "e" + other, "x", 1L);
          tx.tag();
        });
  }

  public void update(long id, Object... row) {
    setting.crm.write(tx -> tx.update(Company.CONTACT, dev.crossfade.core.schema.Key.of(id), row));
  }

  public void delete(long id) {
    setting.crm.write(
        tx ->
            tx.delete(
                Company.CONTACT,
                tx.rows(Company.CONTACT).stream()
                    .filter(row -> row[0].equals(id))
                    .findFirst()
                    .orElseThrow()));
  }

  /** Applies to one entity everything written since the last call, as one batch. */
  public void apply(String entity) {
    List<SourceTransaction> history = setting.crm.history();
    ChangeMapper mapper = new ChangeMapper(mappings, "crm");
    List<EntityChange> changes = new ArrayList<>();
    for (SourceTransaction transaction :
        history.subList(applied.getOrDefault(entity, before), history.size())) {
      mapper.map(transaction).stream()
          .filter(change -> change.entity().equals(entity))
          .forEach(changes::add);
    }
    applied.put(entity, history.size());
    apply(entity, changes);
  }

  /** Applies these changes of an entity as one batch. */
  public void apply(String entity, List<EntityChange> changes) {
    applyParts(entity, List.of(changes));
  }

  /** Applies these changes of an entity as parts of one transaction. */
  public void applyParts(String entity, List<List<EntityChange>> parts) {
    Reselector reselector =
        new Reselector(mappings, Map.of("crm", setting.crm, "ads", setting.ads));
    try (ChangeApplier applier = new ChangeApplier(mappings, reselector);
        Applier owner = setting.target.openApplier("crm")) {
      StreamState state = owner.own("topic-1", 0);
      try (StreamSession session = owner.begin(state, state, "v1")) {
        Deferred deferred = new Deferred();
        long size = 0;
        for (int i = 0; i < parts.size(); i++) {
          Extent extent = i + 1 < parts.size() ? Extent.PART : Extent.LAST;
          applier.apply(session, entity, parts.get(i), deferred, extent);
          size += parts.get(i).size();
        }
        session.commit(size);
      }
    }
  }

  public void event(long seq, String kind) {
    setting.event(seq, kind);
  }

  /** Removes one copy of an event, which the log shows with all of its values. */
  public void removeEvent(long seq, String kind) {
    setting.crm.write(tx -> tx.delete(Company.EVENT, new Object[] {seq, kind, "bio"}));
  }

  public void truncateEvents() {
    setting.crm.write(tx -> tx.truncate(Company.EVENT));
  }

  /** Production rows as text, sorted. */
  public List<String> rows(String entity) {
    return setting.target.production(entity).stream().map(Arrays::toString).sorted().toList();
  }

  /** Open quarantine items of an entity, newest first. */
  public List<ParkedChange> items(String entity) {
    return setting.target.quarantine().list(entity, 100).stream()
        .map(QuarantineItem::change)
        .toList();
  }

  /** Open quarantine items of an entity as {@code key code}, newest first. */
  public List<String> parked(String entity) {
    return items(entity).stream().map(Bench::text).toList();
  }

  private static String text(ParkedChange change) {
    return (change.key() == null ? "-" : change.key().value(0)) + " " + change.code();
  }
}
