package dev.crossfade.core.plan;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.schema.TableId;

/**
 * A source table that cannot be migrated as it is.
 *
 * @param source name of the source
 * @param table the table
 * @param why the reason, with the fix
 */
public record RefusedTable(String source, TableId table, Problem why) {}
