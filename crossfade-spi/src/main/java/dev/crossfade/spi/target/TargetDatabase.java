package dev.crossfade.spi.target;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.check.CheckStore;
import dev.crossfade.spi.check.InquiryLimits;
import dev.crossfade.spi.check.ProductionInquiry;
import dev.crossfade.spi.check.Scratch;
import dev.crossfade.spi.check.ShadowStore;
import dev.crossfade.spi.check.StagingInquiry;
import java.util.List;
import java.util.Optional;

/**
 * The target as a whole: staging zone, production zone and the control tables beside them. One
 * instance serves one migration. Thread-safe; what it opens is not. Failures to reach the database
 * are {@code ProblemException} of kind TRANSIENT.
 *
 * <p>What moves the migration on is done under an epoch, that of the last {@link #fence}, or 0
 * before the first: preparing, owning a stream and applying it, planning, leasing and loading
 * chunks, completing, draining, publishing and facts. Once some instance has fenced the target with
 * a later one, all of this is an {@link OwnershipLostException}, checked in the very transaction
 * that would have changed something. Reading is free. So is, for whoever never fenced, what others
 * than the owner may do as well: recording verdicts and results of checks, wanting tables held,
 * deciding about them, altering the target, adopting mappings and asking for repairs; whoever
 * fenced and was overtaken is refused that, too, for what he found may be old. Whoever does not own
 * the migration may do some of the rest by {@link #offer}.
 */
public interface TargetDatabase extends AutoCloseable {

  /** All tables of the production schema, for planning. */
  List<TableSchema> catalog();

  /**
   * What stands in the way of migrating into this target (privileges, a production table that is
   * not ours, no room for a type). Empty means ready. Changes nothing.
   */
  List<Problem> preflight(List<EntityShape> entities);

  /**
   * Works under this epoch from now on. From its return on no transaction under an older one
   * commits, nor does any that was under way: what does not end by itself soon is ended. Streams
   * have to be owned anew, and chunks that were leased are free. Idempotent, needs no preparation.
   *
   * @param journal name of the control store that the epoch is from. The first one is remembered,
   *     as fact {@link ProgressStore#JOURNAL}: epochs of another store mean nothing here
   * @throws OwnershipLostException when a later epoch was seen; nothing is changed
   * @throws dev.crossfade.core.problem.ProblemException of an OPERATOR's code when the target
   *     belongs to another journal; nothing is changed
   */
  void fence(long epoch, String journal);

  /**
   * Works under this epoch from now on, which somebody raises by {@link #fence}, and nobody here:
   * what the owner of a migration does through another instance than his own, so that it ends when
   * he is overtaken. 0 is that of whoever never fenced.
   */
  void under(long epoch);

  /** How others work under the epoch of the migration's owner. */
  WorkOffer offer();

  /**
   * Creates control tables, staging schema, types and staging tables for entities that have none.
   * Idempotent. An entity whose shape differs from the one prepared before is a problem.
   */
  void prepare(List<EntityShape> entities);

  /**
   * Why people can decide nothing here for now: the control tables are those of an earlier version,
   * which {@link #fence} and {@link #prepare} bring up to date, and nothing else does. Empty when
   * they are not, or there are none.
   */
  Optional<Problem> outdated();

  /**
   * What {@link #reshape} would do, as statements for people; changes nothing.
   *
   * @throws dev.crossfade.core.problem.ProblemException of an OPERATOR's code when a shape differs
   *     from the one that was prepared in a way that no statement mends
   */
  List<String> reshaping(List<EntityShape> entities);

  /**
   * Gives prepared entities the columns that they lack, and other types to columns. A person may
   * decide that under no epoch. Rows that are there have NULL in new columns.
   */
  void reshape(List<EntityShape> entities);

  /** What {@link #retire} would do, as statements for people; changes nothing. */
  List<String> retiring(List<EntityShape> entities);

  /**
   * Takes from production tables the columns in which Crossfade noted where rows are from. Somebody
   * decided that, so it is done under no epoch. Nothing can be applied, verified or repaired by
   * this migration from then on. Idempotent.
   */
  void retire(List<EntityShape> entities);

  /** What has been done so far. */
  ProgressStore progress();

  /** Where history is put. */
  BulkLoader loader();

  /** Opens the way by which one source's stream is applied. */
  Applier openApplier(String source);

  /** Moves entities from staging to production. */
  Publisher publisher();

  /** Reads production for comparison. */
  ProductionReader openReader();

  /** The rows that were refused. */
  QuarantineStore quarantine();

  /** What people do to them. */
  Acts acts();

  /** What was written into sources past the fence. */
  StrayStore strays();

  /** Source tables whose changes are kept. */
  TableHolds holds();

  /** What people want to be made right. */
  Repairs repairs();

  /** What loads did to which rows. */
  LoadRecords records();

  /** What checks have found. */
  CheckStore checks();

  /** What comparisons of both stacks have found. */
  ShadowStore shadows();

  /** Opens a way to run what writes and is rolled back, in production. */
  Scratch openScratch(InquiryLimits limits);

  /** Opens a way to ask production, with a connection of its own. */
  ProductionInquiry openInquiry(InquiryLimits limits);

  /** Opens a way to ask staging, with a connection of its own. */
  StagingInquiry openStaging(InquiryLimits limits);

  @Override
  void close();
}
