package dev.crossfade.core.audit;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a bundle, which carries a log, or proofs about it, to somebody who has nothing else:
 * one JSON object a line, the head first, then checkpoints, then the rest.
 */
public sealed interface BundleLine {

  /** The form that the first line of a bundle names. */
  String FORM = "crossfade.dev/audit-bundle/v1";

  /** The line as text, without its end. */
  default String format() {
    return CanonicalText.of(body());
  }

  /** Its members. */
  Map<String, @Nullable Object> body();

  /**
   * The first line.
   *
   * @param origin of the log
   */
  record Head(String origin) implements BundleLine {
    @Override
    public Map<String, @Nullable Object> body() {
      return Map.of("form", FORM, "origin", origin);
    }
  }

  /**
   * A signed checkpoint.
   *
   * @param note with its signatures
   */
  record Signed(SignedNote note) implements BundleLine {
    @Override
    public Map<String, @Nullable Object> body() {
      return Map.of("checkpoint", note.format());
    }
  }

  /**
   * A leaf of a whole log.
   *
   * @param index its place
   * @param content its text
   * @param hash that stands beside it in the log
   */
  record Logged(long index, String content, TreeHash hash) implements BundleLine {
    @Override
    public Map<String, @Nullable Object> body() {
      return Map.of("leaf", index, "content", content, "hash", hash.base64());
    }
  }

  /**
   * A leaf with the proof that the log has it.
   *
   * @param index its place
   * @param content its text
   * @param size of the checkpoint that it is proven against
   * @param path to that checkpoint's root
   * @param rows records of the load that it is about
   */
  record Included(long index, String content, long size, List<TreeHash> path, List<Row> rows)
      implements BundleLine {
    @Override
    public Map<String, @Nullable Object> body() {
      Map<String, @Nullable Object> body = new LinkedHashMap<>();
      body.put("included", index);
      body.put("content", content);
      body.put("size", size);
      body.put("path", texts(path));
      body.put("rows", rows.stream().map(Row::body).toList());
      return body;
    }
  }

  /**
   * A record of a load with the proof that the load has it.
   *
   * @param part place among the load's parts
   * @param index place among the part's records
   * @param records those of its leaf in base64
   * @param path from the leaf to the part's root
   */
  record Row(int part, long index, String records, List<TreeHash> path) {

    /** The bytes of the leaf. */
    public byte[] bytes() {
      return Base64.getDecoder().decode(records);
    }

    /**
     * The record.
     *
     * @throws IllegalArgumentException when the leaf does not have it
     */
    public RowRecord record() {
      return RowRecord.at(bytes(), (int) (index % RowBlock.LEAF));
    }

    Map<String, @Nullable Object> body() {
      return Map.of("part", part, "row", index, "records", records, "path", texts(path));
    }
  }

  /**
   * The proof that a log grew.
   *
   * @param from size before
   * @param to size after
   * @param path between the two
   */
  record Grown(long from, long to, List<TreeHash> path) implements BundleLine {
    @Override
    public Map<String, @Nullable Object> body() {
      return Map.of("grownFrom", from, "to", to, "path", texts(path));
    }
  }

  private static List<String> texts(List<TreeHash> path) {
    return path.stream().map(TreeHash::base64).toList();
  }

  /**
   * The inverse of {@link #format()}.
   *
   * @throws IllegalArgumentException when it is no line of a bundle
   */
  static BundleLine parse(String line) {
    Map<String, @Nullable Object> body = JsonText.object(line);
    if (FORM.equals(body.get("form"))) {
      return new Head(Members.text(body, "origin"));
    } else if (body.containsKey("checkpoint")) {
      return new Signed(SignedNote.parse(Members.text(body, "checkpoint")));
    } else if (body.containsKey("leaf")) {
      return new Logged(
          Members.number(body, "leaf"),
          Members.text(body, "content"),
          TreeHash.decode(Members.text(body, "hash")));
    } else if (body.containsKey("included")) {
      return included(body);
    } else if (body.containsKey("grownFrom")) {
      return new Grown(
          Members.number(body, "grownFrom"),
          Members.number(body, "to"),
          Members.hashes(body, "path"));
    }
    throw new IllegalArgumentException("no line of a bundle");
  }

  private static Included included(Map<String, @Nullable Object> body) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row : Members.objects(body, "rows")) {
      rows.add(
          new Row(
              (int) Members.number(row, "part"),
              Members.number(row, "row"),
              Members.text(row, "records"),
              Members.hashes(row, "path")));
    }
    return new Included(
        Members.number(body, "included"),
        Members.text(body, "content"),
        Members.number(body, "size"),
        Members.hashes(body, "path"),
        rows);
  }
}
