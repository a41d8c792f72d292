package dev.crossfade.core.audit;

import dev.crossfade.core.change.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a load did to one entity.
 *
 * @param entity its name
 * @param rows how many records there are
 * @param root of the tree over them
 * @param first position among them; null where none has one
 * @param last position among them
 */
public record LoadPart(
    String entity, long rows, TreeHash root, @Nullable Position first, @Nullable Position last) {

  Map<String, @Nullable Object> body() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("entity", entity);
    body.put("rows", rows);
    body.put("root", root.base64());
    body.put("first", first == null ? null : first.encoded());
    body.put("last", last == null ? null : last.encoded());
    return body;
  }
}
