package dev.crossfade.server.wiring;

import dev.crossfade.engine.MappingVersion;
import dev.crossfade.engine.Mappings;
import dev.crossfade.engine.version.VersionComparison;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.CompiledMigration;
import dev.crossfade.server.view.MappingDiffView.Found;
import dev.crossfade.server.view.RollbackProposal;
import dev.crossfade.spi.target.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the mappings of a folder with others, by what they make of the rows there are now. */
public final class MappingVersions implements AutoCloseable {

  private static final int SAMPLES = 20;

  private final Connected connected;
  private final Map<String, String> environment;
  private final EarlierMappings earlier;
  private final MappingRollback rollback;
  private final ParkedRows rows;

  private MappingVersions(Connected connected, Map<String, String> environment) {
    this.connected = connected;
    this.environment = Map.copyOf(environment);
    String named = environment.getOrDefault(Specification.OVERLAY, "");
    String overlay = named.isEmpty() ? null : named;
    this.earlier = new EarlierMappings(connected, overlay);
    this.rollback =
        new MappingRollback(
            connected.folder(),
            connected.compiled(),
            leftOut(),
            connected.catalogs(),
            connected.target(),
            overlay);
    this.rows = new ParkedRows(connected.spec(), connected.target(), connected.openControl());
  }

  /** Opens everything that the folder names. */
  public static MappingVersions open(Path folder, Map<String, String> environment) {
    Connected connected = Connected.open(folder, environment);
    try {
      return new MappingVersions(connected, environment);
    } catch (RuntimeException e) {
      connected.close();
      throw e;
    }
  }

  /** Name of the migration. */
  public String migration() {
    return connected.spec().name();
  }

  /** Compares with the mappings of another folder. */
  public Found with(Path folder, @Nullable String entity) {
    return compare(earlier.of(folder), entity);
  }

  /** Compares with the mappings of a revision of this folder. */
  public Found with(String revision, @Nullable String entity) {
    return compare(earlier.of(revision), entity);
  }

  /** Compares with the mappings that rows are written with. */
  public Found withInUse(@Nullable String entity) {
    MappingsInUse inUse = new MappingsInUse(connected.compiled(), connected.target().progress());
    return inUse.changed().isEmpty()
        ? new Found("those that rows are written with", List.of(), List.of(), List.of(), List.of())
        : compare(earlier.inUse(), entity);
  }

  private Found compare(EarlierMappings.Earlier before, @Nullable String entity) {
    return compare(before, connected.compiled(), entity);
  }

  private Found compare(
      EarlierMappings.Earlier before, CompiledMigration now, @Nullable String entity) {
    connected.mustHave(entity);
    VersionComparison comparison =
        new VersionComparison(
            Mappings.corrected(before.compiled(), connected.target()),
            Mappings.corrected(now, connected.target()),
            connected.sources(),
            SAMPLES);
    MappingsInUse inUse = new MappingsInUse(now, connected.target().progress());
    return new Found(
        before.from(),
        comparison.compare(name -> entity == null || entity.equals(name)),
        labels(comparison.added()),
        labels(comparison.removed()),
        inUse.notAdoptable());
  }

  /**
   * What the folder has to be to have the mappings of a revision.
   *
   * @param revision null for the latest whose mappings are not those that rows are written with
   */
  public RollbackProposal rollback(@Nullable String revision) {
    return rollback.to(revision == null ? rollback.before() : revision);
  }

  /** What that would make of the rows that the sources have now. */
  public Found effect(RollbackProposal proposal) {
    MappingsInUse inUse = new MappingsInUse(connected.compiled(), connected.target().progress());
    EarlierMappings.Earlier before =
        inUse.changed().isEmpty()
            ? new EarlierMappings.Earlier("those in use", connected.compiled())
            : earlier.inUse();
    return compare(before, proposal.compiled(), null);
  }

  /**
   * Makes the folder what was proposed, and lets its mappings take the place of others. Begun again
   * it goes on where it was.
   *
   * @return what people have to know about it
   */
  public List<String> rollBack(RollbackProposal proposal, String reason) {
    List<String> notes = rollback.write(proposal, reason);
    try (Replays replays = Replays.open(connected.folder(), environment)) {
      if (!replays.changed().isEmpty()) {
        replays.adopt(reason);
      }
    }
    return notes;
  }

  /** What other rules do not reach: rows without key that were loaded are not found again. */
  public List<String> unreached(RollbackProposal proposal) {
    return new MappingsInUse(proposal.compiled(), connected.target().progress())
        .changed().stream()
            .map(MappingVersion::mapping)
            .filter(mapping -> mapping.entity().keyless())
            .map(mapping -> mapping.entitySpec().name())
            .distinct()
            .map(
                entity ->
                    "Rows of "
                        + entity
                        + " that are in production stay as they are, for they have no key; what is"
                        + " parked is mapped again, and a verdict tells which should be others.")
            .toList();
  }

  /** Mappings of a proposal that are not those that rows are written with. */
  public List<String> changed(RollbackProposal proposal) {
    return new MappingsInUse(proposal.compiled(), connected.target().progress())
        .changed().stream().map(each -> each.mapping().spec().label()).toList();
  }

  /** Entities that are left out now are not compared, and not gone. */
  private List<String> labels(List<CompiledMapping> mappings) {
    Set<String> leftOut = leftOut();
    return mappings.stream()
        .filter(each -> !leftOut.contains(each.entitySpec().name()))
        .map(each -> each.entitySpec().name() + " from " + each.spec().label())
        .toList();
  }

  private Set<String> leftOut() {
    return connected.plan().leftOut().stream()
        .map(left -> left.entity())
        .collect(Collectors.toSet());
  }

  /** Notes that values of so many rows were shown. */
  public void reveal(@Nullable String entity, long values) {
    rows.reveal(new Selection(entity, null, null, null), values);
  }

  @Override
  public void close() {
    rows.close();
    connected.close();
  }
}
