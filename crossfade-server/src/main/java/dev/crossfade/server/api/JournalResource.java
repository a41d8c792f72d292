package dev.crossfade.server.api;

import dev.crossfade.server.answer.Flaws;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened, and long work. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "History")
class JournalResource {

  private final Clerk clerk;
  private final Works works;

  JournalResource(Clerk clerk, Works works) {
    this.clerk = clerk;
    this.works = works;
  }

  @GetMapping("/migrations/{name}/journal")
  @Operation(summary = "Lists what happened to a migration, in order.")
  Page<JournalItem> journal(
      @MigrationName @PathVariable String name,
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size,
      @RequestParam(name = "page_token", required = false) @Nullable String token,
      @Filter @RequestParam(name = "filter", required = false) @Nullable String filter,
      @OrderBy @RequestParam(name = "order_by", required = false) @Nullable String order,
      @Fields @RequestParam(name = "fields", required = false) @Nullable String fields) {
    clerk.document(name);
    return new Listing(size, token, filter, order, fields)
        .page(
            JournalItem.class,
            (after, most) -> clerk.journal().read(name, version(after), most),
            entry -> Long.toString(entry.version()),
            JournalItem::of);
  }

  private static long version(String cursor) {
    if (cursor.isEmpty()) {
      return 0;
    }
    if (!cursor.matches("[0-9]{1,18}")) {
      throw Flaws.invalid("#page_token", "It is not a token of this list.");
    }
    return Long.parseLong(cursor);
  }

  @GetMapping("/migrations/{name}/operations")
  @Operation(summary = "Lists long work on a migration, the latest first.")
  Page<OperationDocument> operations(
      @MigrationName @PathVariable String name,
      @PageSize @RequestParam(name = "page_size", required = false) @Nullable String size,
      @RequestParam(name = "page_token", required = false) @Nullable String token,
      @Filter @RequestParam(name = "filter", required = false) @Nullable String filter,
      @OrderBy @RequestParam(name = "order_by", required = false) @Nullable String order,
      @Fields @RequestParam(name = "fields", required = false) @Nullable String fields) {
    clerk.document(name);
    return new Listing(size, token, filter, order, fields)
        .page(OperationDocument.class, new OperationRows(name, works));
  }

  @GetMapping("/operations/{id}")
  @Operation(summary = "Shows how far long work is.")
  OperationDocument operation(
      @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id) {
    return works.find(Bodies.id(id));
  }
}
