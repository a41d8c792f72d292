package dev.crossfade.core.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A load as the audit log has it: what wrote rows, by which mapping, in which run, by whom.
 *
 * @param id of the load in its target
 * @param migration which migration
 * @param kind CHUNK, STREAM or DRAIN
 * @param source system that the rows come from; null if several
 * @param mapping number of a chunk's mapping
 * @param mappingVersion content hash of the mapping, or of all of them; null for changes that were
 *     held by several
 * @param run which run
 * @param actor who ran it
 * @param at when
 * @param rows changes it applied, or rows it loaded
 * @param refused rows that went to quarantine
 * @param parts what it did to each entity
 */
public record LoadRecord(
    long id,
    String migration,
    String kind,
    @Nullable String source,
    @Nullable Integer mapping,
    @Nullable String mappingVersion,
    String run,
    String actor,
    Instant at,
    long rows,
    long refused,
    List<LoadPart> parts) {

  public LoadRecord {
    parts = List.copyOf(parts);
  }

  /** Id of the leaf of a load. */
  public static String leafId(String migration, long load) {
    return "load/" + migration + "/" + load;
  }

  /** Number of the load that a leaf is about; empty if it cannot be read. */
  public static Optional<Long> ofLeaf(String content) {
    try {
      return Optional.of(Members.number(Leaf.parse(content).body(), "load"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Its leaf in the audit log. */
  public Leaf leaf() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("load", id);
    body.put("of", kind);
    body.put("source", source);
    body.put("mapping", mapping);
    body.put("mappingVersion", mappingVersion);
    body.put("run", run);
    body.put("rows", rows);
    body.put("refused", refused);
    body.put("parts", parts.stream().map(LoadPart::body).toList());
    return new Leaf(leafId(migration, id), LeafKind.LOAD, at, actor, migration, body);
  }
}
