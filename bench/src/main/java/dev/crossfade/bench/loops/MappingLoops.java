package dev.crossfade.bench.loops;

import dev.crossfade.codec.spec.SpecificationLoader;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.jdbc.binary.BinaryCopyWriter;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.mapping.RowResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Mapping, digest and binary encoding of one contact of twelve columns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@NullUnmarked
public class MappingLoops {

  /** How columns are made: all as they are, the five of the measurements, or one alone. */
  @Param({"copied", "mapped", "email", "phone", "taxonomy", "amount", "at"})
  public String mapping;

  private CompiledMapping compiled;
  private RowDigest digest;
  private BinaryCopyWriter writer;
  private @Nullable Object[][] rows;
  private @Nullable Object[] target;
  private int next;

  /** Compiles the mapping and makes rows that differ. */
  @Setup
  public void compile() throws Exception {
    Path folder = Files.createTempDirectory("crossfade-loops");
    Contact.writeSpecification(folder, mapping);
    MigrationSpec spec = SpecificationLoader.load(folder).spec();
    compiled =
        MappingCompiler.compile(spec, Map.of("shop", List.of(Contact.TABLE)), Locations.NONE)
            .mappings()
            .get(0);
    digest = new RowDigest(compiled.entity());
    writer = new BinaryCopyWriter(compiled.entity().columns(), name -> 0);
    rows = new Object[1024][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Contact.row(i);
    }
    target = new Object[compiled.entity().columns().size()];
    if (compiled.apply(rows[0], target) != RowResult.MAPPED) {
      throw new IllegalStateException("the row was refused");
    }
  }

  /** Twelve columns from a source row. */
  @Benchmark
  public RowResult map() {
    return compiled.apply(rows[next++ & 1023], target);
  }

  /** The digest of a target row. */
  @Benchmark
  public long digest() {
    digest.digest(target);
    return digest.high();
  }

  /** A target row in the form of binary COPY. */
  @Benchmark
  public BinaryCopyWriter encode() {
    return writer.startRow().values(target);
  }
}
