package dev.crossfade.server.audit;

import dev.crossfade.core.audit.BundleLine;
import dev.crossfade.core.audit.Checkpoint;
import dev.crossfade.core.audit.Leaf;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.audit.SignedNote;
import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.audit.AuditProblem;
import dev.crossfade.engine.audit.Exporting;
import dev.crossfade.engine.audit.RowHistory;
import dev.crossfade.engine.audit.Sealer;
import dev.crossfade.spi.audit.AuditLine;
import dev.crossfade.spi.audit.AuditSearch;
import dev.crossfade.spi.journal.ControlStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The audit log of a control store, with the key and the checkpoints of this machine. What a
 * migration's loads did is in it when whoever carries the migration out has brought it.
 * Thread-safe.
 */
public final class StoreAudit {

  private final ControlStore store;
  private final Path key;
  private final CheckpointFile checkpoints;
  private final String actor;

  /**
   * @param key file of the key, made when it is needed first
   * @param checkpoints file of the checkpoints
   */
  public StoreAudit(ControlStore store, Path key, Path checkpoints, String actor) {
    this.store = store;
    this.key = key;
    this.checkpoints = new CheckpointFile(checkpoints);
    this.actor = actor;
  }

  /**
   * That of a folder.
   *
   * @param data folder in which key and checkpoints are
   * @param key file of the key; null for the one in the folder
   */
  public static StoreAudit in(Path data, @Nullable Path key, ControlStore store) {
    Path own = data.resolve("audit");
    return new StoreAudit(
        store,
        key == null ? own.resolve("key") : key,
        own.resolve("checkpoints"),
        System.getProperty("user.name", "unknown"));
  }

  /** Signs what is in the log; the last checkpoint again if nothing is new. */
  public synchronized SignedNote seal() {
    return sealer().seal();
  }

  /** Signs a text by the key of the log. */
  public synchronized SignedNote sign(String text) {
    return SignedNote.sign(text, List.of(new KeyFile(key).signer(store.audit().origin())));
  }

  /** Signs by a new key from here on. */
  synchronized SignedNote changeKey(Path next) {
    return sealer().changeKey(new KeyFile(next).signer(store.audit().origin()));
  }

  private Sealer sealer() {
    NoteSigner signer = new KeyFile(key).signer(store.audit().origin());
    return new Sealer(store, signer, List.of(checkpoints), Clock.systemUTC(), actor);
  }

  /** What was signed last, if anything was. */
  public Optional<SignedNote> last() {
    return store.tree().latest().stream().findFirst().map(SignedNote::parse);
  }

  /** Leaves that fit, newest first. */
  public List<Found> search(AuditSearch wanted) {
    return store.audit().search(wanted).stream().map(Found::of).toList();
  }

  /**
   * A leaf that was found.
   *
   * @param index its place
   * @param leaf what it says
   */
  public record Found(long index, Leaf leaf) {
    static Found of(AuditLine line) {
      return new Found(line.index(), Leaf.parse(line.content()));
    }
  }

  /**
   * Signs the log.
   *
   * @return how many leaves to export: as far as it is signed, or, if it is not what was signed,
   *     all that is there, for somebody has to find out what was done to it
   */
  public Extent extent() {
    try {
      return new Extent(Checkpoint.parse(seal().text()).size(), null);
    } catch (ProblemException e) {
      if (e.problem().code() != AuditProblem.LOG_TAMPERED) {
        throw e;
      }
      return new Extent(Long.MAX_VALUE, e.problem());
    }
  }

  /**
   * How much of the log is exported.
   *
   * @param until index of the first leaf to leave out
   * @param problem why it could not be signed; null if it could
   */
  public record Extent(long until, @Nullable Problem problem) {}

  /** Writes the log; how many leaves that are. */
  public long export(Extent extent, Consumer<BundleLine> out) {
    return new Exporting(store, out).everything(extent.until());
  }

  /**
   * Writes proofs of what happened to a row, against a checkpoint made now.
   *
   * @param kept checkpoints from which the log is to be shown to go on
   * @return how many of the loads are not proven, for they are not in the log yet
   */
  public long prove(
      List<RowHistory.Done> history, List<SignedNote> kept, Consumer<BundleLine> out) {
    SignedNote newest = seal();
    new Exporting(store, out).history(newest, kept, history);
    long size = Checkpoint.parse(newest.text()).size();
    return history.stream()
        .filter(
            done ->
                store.audit().find(done.load().leaf().id()).filter(l -> l.index() < size).isEmpty())
        .count();
  }
}
