package dev.crossfade.engine.check;

import dev.crossfade.core.check.Diagnosis;
import dev.crossfade.core.check.RowPair;
import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.spec.MetricSpec;
import dev.crossfade.engine.verify.PassObserver;
import dev.crossfade.engine.verify.RowSink;
import dev.crossfade.engine.verify.Verifier;
import dev.crossfade.spi.target.LoadRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Reads both sides of an entity once, for the verdict and for all figures at the same time.
 *
 * <p>The sources are read before production, and everything they showed is published in between. A
 * row can then differ only if a change of it stands in a stream behind what was applied when the
 * reading of the sources began, and before what was applied when the reading of production ended.
 * How many rows of the entity were written in between bounds by how many the figures may rightly
 * differ.
 */
final class EntityScan implements PassObserver {

  private final EntityShape shape;
  private final List<MetricSpec> metrics;
  private final LoadRecords records;
  private final List<EntityProfile> expected = new CopyOnWriteArrayList<>();
  private final List<EntityProfile> actual = new CopyOnWriteArrayList<>();
  private final List<Diagnosis.Finding> findings = new ArrayList<>();
  private String before = "";
  private long changes;
  private long doubled;

  private EntityScan(EntityShape shape, List<MetricSpec> metrics, LoadRecords records) {
    this.shape = shape;
    this.metrics = metrics;
    this.records = records;
  }

  /** Reads. */
  static EntityFacts of(
      EntityShape shape, List<MetricSpec> metrics, LoadRecords records, Verifier verifier)
      throws InterruptedException {
    EntityScan scan = new EntityScan(shape, metrics, records);
    Verdict verdict = verifier.observed(shape.name(), scan);
    return new EntityFacts(
        shape,
        verdict,
        scan.merged(scan.expected),
        scan.merged(scan.actual),
        scan.changes,
        List.copyOf(scan.findings),
        scan.doubled);
  }

  private EntityProfile merged(List<EntityProfile> parts) {
    EntityProfile all = fresh();
    parts.forEach(all::merge);
    return all;
  }

  private EntityProfile fresh() {
    return new EntityProfile(shape.table(), metrics);
  }

  @Override
  public RowSink expected() {
    EntityProfile profile = fresh();
    expected.add(profile);
    return profile;
  }

  @Override
  public RowSink actual() {
    EntityProfile profile = fresh();
    actual.add(profile);
    return profile;
  }

  @Override
  public void begins() {
    before = records.moment();
  }

  @Override
  public void scanned() {
    changes = records.writtenSince(before, shape.name());
  }

  @Override
  public void differing(List<RowPair> rows) {
    findings.addAll(Diagnosis.of(shape.table(), rows));
  }

  @Override
  public void doubled(long copies) {
    doubled = copies;
  }
}
