package dev.crossfade.jdbc.binary;

/** Tells the type oid of an enumeration as it is in the database that is written to. */
@FunctionalInterface
public interface EnumOids {

  /** Oid of the enumeration with this logical name. */
  int of(String name);
}
