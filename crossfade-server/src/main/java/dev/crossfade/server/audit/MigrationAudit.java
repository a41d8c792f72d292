package dev.crossfade.server.audit;

import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.engine.audit.ActForwarder;
import dev.crossfade.engine.audit.LoadForwarder;
import dev.crossfade.engine.audit.RowHistory;
import dev.crossfade.engine.audit.RowIndexing;
import dev.crossfade.engine.audit.ThoroughHistory;
import dev.crossfade.spi.audit.AuditSearch;
import dev.crossfade.spi.journal.ControlStore;
import dev.crossfade.spi.target.LoadRecords;
import dev.crossfade.spi.target.TargetDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The audit log of a migration's control store, and what its loads did, which is in the target. */
public final class MigrationAudit implements AutoCloseable {

  private final String migration;
  private final ControlStore store;
  private final TargetDatabase target;
  private final StoreAudit log;
  private final RowIndexing indexing;
  private boolean prepared;

  /**
   * @param migration its name
   * @param data folder in which key and checkpoints are
   * @param key file of the key, made when it is needed first; null for the one in the folder
   */
  public MigrationAudit(
      String migration, ControlStore store, TargetDatabase target, Path data, @Nullable Path key) {
    this(migration, store, target, StoreAudit.in(data, key, store));
  }

  /**
   * The same of a log that is at hand.
   *
   * @param store of the log
   */
  public MigrationAudit(
      String migration, ControlStore store, TargetDatabase target, StoreAudit log) {
    this.migration = migration;
    this.store = store;
    this.target = target;
    this.log = log;
    this.indexing = new RowIndexing(target.records());
  }

  /** Creates the log if need be. */
  private void prepare() {
    if (!prepared) {
      store.prepare();
      prepared = true;
    }
  }

  /** Brings what is committed into the log. */
  public long forward() {
    prepare();
    return new ActForwarder(target.acts(), store.audit()).forward()
        + new LoadForwarder(target.records(), store.audit()).forward();
  }

  /** Keeps the index by which records of rows are found; how many loads it covers anew. */
  public long index() {
    return indexing.keep();
  }

  /** How the history of a row is looked for. */
  public enum Search {
    /** By the index of records. */
    QUICK,
    /** In all records, each load's compared with its leaf, so that nothing can be left out. */
    THOROUGH
  }

  /** Brings what is committed into the log and signs it. */
  public SignedNote seal() {
    forward();
    return log.seal();
  }

  /**
   * Brings what is committed into the log, signs it, and signs a text by the same key.
   *
   * @param text made of the checkpoint that was signed
   */
  public SignedNote certify(UnaryOperator<String> text) {
    return log.sign(text.apply(seal().format()));
  }

  /** Signs by a new key from here on, which takes the place of the old one in its file. */
  public SignedNote changeKey(Path next) {
    forward();
    return log.changeKey(next);
  }

  /** Leaves that fit, newest first. */
  public List<StoreAudit.Found> search(AuditSearch wanted) {
    forward();
    return log.search(wanted);
  }

  /**
   * Writes the log as far as it is signed, or, if it is not what was signed, as it is: somebody has
   * to find out what was done to it.
   *
   * @param onProblem hears why the log could not be signed
   * @return how many leaves that is
   */
  public long export(Consumer<BundleLine> out, Consumer<Problem> onProblem) {
    forward();
    StoreAudit.Extent extent = log.extent();
    Problem problem = extent.problem();
    if (problem != null) {
      onProblem.accept(problem);
    }
    return log.export(extent, out);
  }

  /** Writes proofs of everything that happened to a row; what that was. */
  public List<RowHistory.Done> prove(
      EntityShape entity, Key row, Search how, List<SignedNote> kept, Consumer<BundleLine> out) {
    forward();
    List<RowHistory.Done> history = history(entity, row, how);
    log.prove(history, kept, out);
    return history;
  }

  private List<RowHistory.Done> history(EntityShape entity, Key row, Search how) {
    LoadRecords records = target.records();
    RowHistory history = new RowHistory(records, entity, row);
    return how == Search.QUICK
        ? history.all()
        : new ThoroughHistory(store.audit(), records, entity.name(), history).all(migration);
  }

  @Override
  public void close() {
    store.close();
  }
}
