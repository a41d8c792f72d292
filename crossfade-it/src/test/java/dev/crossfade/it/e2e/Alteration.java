package dev.crossfade.it.e2e;

import java.util.List;

/**
 * Something that is done to a table while its history is read, and how it is undone. {@code T}
 * stands for the table; where the engines differ MariaDB's statement comes behind a bar.
 */
enum Alteration {
  NOTHING(Then.FLOWS, List.of(), List.of()),
  UNREAD_DROPPED(Then.FLOWS, List.of("alter table T drop column unused"), List.of()),
  UNREAD_RETYPED(
      Then.FLOWS,
      List.of(
          "alter table T alter column unused type text | alter table T modify unused varchar(20)"),
      List.of()),
  TRUNCATED(
      Then.FLOWS,
      List.of(
          "truncate table T",
          "insert into T (id, region, note) values (3, 'r', 'after'), (90, 'r', 'a')"),
      List.of()),
  NOT_NULLED(
      Then.FLOWS,
      List.of(
          "alter table T alter column note set not null"
              + " | alter table T modify note varchar(200) not null",
          "insert into T (id, region, note) values (70001, 'r', 'never null')"),
      List.of()),
  ADDED(Then.IGNORED, List.of("alter table T add column extra int default 7"), List.of()),
  RENAMED(
      Then.HELD,
      List.of(
          "alter table T rename column note to remark",
          "insert into T (id, region, remark) values (70001, 'r', 'under another name')"),
      List.of("alter table T rename column remark to note")),
  DROPPED(
      Then.HELD,
      List.of("alter table T drop column number", "delete from T where id = 17"),
      List.of("alter table T add column number int")),
  REPLACED(
      Then.HELD,
      List.of(
          "alter table T drop column number, add column other int",
          "update T set other = 5 where id = 12",
          "delete from T where id = 17"),
      List.of("alter table T drop column other, add column number int")),
  RETYPED(
      Then.HELD,
      List.of(
          "alter table T alter column number type double precision using number / 2.0"
              + " | alter table T modify number double",
          "update T set number = 8.5 where id = 12"),
      List.of(
          "alter table T alter column number type int using 3"
              + " | alter table T modify number int")),
  REKEYED(
      Then.HELD,
      List.of(
          "alter table T drop constraint T_pkey, add primary key (region, id)"
              + " | alter table T drop primary key, add primary key (region, id)",
          "insert into T (id, region, note) values (5, 'zz', 'second of this number')",
          "insert into T (id, region, note) values (70001, 'zz', 'only one')"),
      List.of(
          "delete from T where id = 5 and region = 'zz'",
          "alter table T drop constraint T_pkey, add primary key (id)"
              + " | alter table T drop primary key, add primary key (id)")),
  MOVED(
      Then.HELD,
      List.of(
          "alter table T rename to T_old",
          "insert into T_old (id, region, note) values (70001, 'r', 'away')",
          "delete from T_old where id = 21"),
      List.of(
          "alter table T_old rename to T",
          "insert into T (id, region, note) values (70002, 'r', 'back')")),
  RECREATED(
      Then.HELD,
      List.of("drop table T"),
      List.of(
          AlteredHistory.TABLE,
          "insert into T (id, region, note) values (2, 'r', 'new'), (70001, 'r', 'new')")),
  /** On MariaDB nobody sees it, as the handbook says. */
  SWAPPED(
      Then.HELD,
      List.of(
          AlteredHistory.TABLE.replace("table T", "table T_other"),
          "insert into T_other (id, region, note) values (30, 'r', 'of another'), (70001, 'r', 'o')",
          "alter table T rename to T_kept; alter table T_other rename to T;"
              + " alter table T_kept rename to T_other",
          "insert into T (id, region, note) values (70002, 'r', 'while swapped')",
          "delete from T_other where id = 21"),
      List.of(
          "alter table T rename to T_kept; alter table T_other rename to T;"
              + " alter table T_kept rename to T_other",
          "insert into T (id, region, note) values (70003, 'r', 'back')")) {
    @Override
    boolean on(int engine) {
      return engine == 0;
    }
  };

  private static final String ONLY = System.getProperty("crossfade.alterations", "");

  /** What becomes of the table. */
  enum Then {
    /** Nobody is asked. */
    FLOWS,
    /** It is held until its new columns are ignored. */
    IGNORED,
    /** It is held until it is what it was, and that is accepted. */
    HELD
  }

  final Then then;
  private final List<String> statements;
  private final List<String> undoing;

  Alteration(Then then, List<String> statements, List<String> undoing) {
    this.then = then;
    this.statements = statements;
    this.undoing = undoing;
  }

  /** Whether it is played; {@code -Dcrossfade.alterations=SWAPPED,REPLACED} names some. */
  boolean wanted() {
    return ONLY.isEmpty() || List.of(ONLY.split(",")).contains(name());
  }

  /** Whether it is done on an engine. */
  boolean on(int engine) {
    return true;
  }

  /** What is done to a table of an engine. */
  String[] done(String table, int engine) {
    return of(statements, table, engine);
  }

  /** How it is undone. */
  String[] undone(String table, int engine) {
    return of(undoing, table, engine);
  }

  private static String[] of(List<String> statements, String table, int engine) {
    return statements.stream()
        .map(each -> each.split(" \\| "))
        .map(each -> each[Math.min(engine, each.length - 1)])
        .map(each -> each.replaceAll("\\bT(?=\\b|_)", table))
        .toArray(String[]::new);
  }
}
