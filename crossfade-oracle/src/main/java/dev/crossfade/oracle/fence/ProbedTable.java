package dev.crossfade.oracle.fence;

import dev.crossfade.oracle.Database;

/**
 * Where a probe tries to write: one row of one table, as an application would.
 *
 * @param name of the place, for people
 * @param side which side it is on
 * @param database with the role of an application
 * @param update a statement with one parameter, a number, that changes one row
 */
public record ProbedTable(String name, Side side, Database database, String update) {}
