package dev.crossfade.codec.form;

import dev.crossfade.codec.form.Form.Choice;
import dev.crossfade.codec.form.Form.Either;
import dev.crossfade.codec.form.Form.Entries;
import dev.crossfade.codec.form.Form.Flag;
import dev.crossfade.codec.form.Form.Items;
import dev.crossfade.codec.form.Form.Named;
import dev.crossfade.codec.form.Form.Nothing;
import dev.crossfade.codec.form.Form.Text;
import dev.crossfade.codec.form.Form.Whole;
import java.util.List;

/** The forms of files of kind Checks and MappingTests. */
final class CheckForms {

  private static final String NAME = "[a-z][a-z0-9-]{0,62}";
  private static final String ANY_NAME = "[\\s\\S]+";
  private static final String NUMBER = "[0-9]{1,18}([.][0-9]{1,9})?";

  private CheckForms() {}

  static Form checks() {
    return new FormBuilder("checks")
        .head("Checks")
        .may("owner", new Text("who is asked about these checks"))
        .may("references", new Items("references", reference()))
        .may("metrics", new Items("metrics", metric()))
        .may("queries", new Items("queries", query()))
        .may("adjust", new Entries("checks by id", ANY_NAME, adjustment()))
        .build();
  }

  private static Form reference() {
    Form columns = new Items("column names", new Text("a column name"));
    return new FormBuilder("a reference")
        .must("entity", new Text("the entity that refers"))
        .must("columns", columns)
        .must("to", new Text("the entity referred to"))
        .may("toColumns", columns)
        .build();
  }

  private static FormBuilder traits(FormBuilder builder) {
    return builder
        .may("severity", new Choice("what a failure means", List.of("error", "warn")))
        .may("owner", new Text("who is asked about it"))
        .may("every", new Whole("minutes after which it is stale", 1, 525_600));
  }

  private static Form metric() {
    return traits(new FormBuilder("a metric"))
        .must("name", new Named("the metric's name", NAME))
        .may("description", new Text("what it is, for people"))
        .may("entity", new Text("an entity"))
        .may("measure", new Text("count, sum(column) or distinct(column)"))
        .may("by", new Text("a column, day(column) or hour(column)"))
        .may("where", new Entries("values by column", ANY_NAME, values()))
        .may("source", new Text("the name of a source"))
        .may("legacy", new Text("a query on the source"))
        .may("target", new Text("a query on the target"))
        .may("tolerance", tolerance())
        .build();
  }

  private static Form values() {
    Form value = new Text("a value");
    return new Either("a value", List.of(value, new Nothing("NULL"), new Items("values", value)));
  }

  private static Form tolerance() {
    return new FormBuilder("a tolerance")
        .may("absolute", new Named("a number", NUMBER))
        .may("relative", new Named("a share such as 0.01", NUMBER))
        .may("learned", new Flag("whether what the source varies by is allowed"))
        .build();
  }

  private static Form query() {
    return traits(new FormBuilder("a query"))
        .must("name", new Named("the query's name", NAME))
        .may("description", new Text("what it asserts, for people"))
        .may("entity", new Text("an entity"))
        .must("on", new Text("target or the name of a source"))
        .must("sql", new Text("a query"))
        .may("expect", new Choice("what it answers", List.of("no rows")))
        .may("least", new Named("the least number", "-?" + NUMBER))
        .may("most", new Named("the largest number", "-?" + NUMBER))
        .build();
  }

  private static Form adjustment() {
    return traits(new FormBuilder("a check"))
        .may("skip", new Flag("whether it is left out; default false"))
        .may(
            "parameters",
            new Entries("parameters by name", "[a-z]+", new Named("a number", NUMBER)))
        .build();
  }

  static Form mappingTests() {
    Form value = new Either("a value", List.of(new Text("a value"), new Nothing("NULL")));
    Form row = new Entries("values by column", ANY_NAME, value);
    Form test =
        new FormBuilder("a test")
            .must("name", new Text("what is tested"))
            .must("row", row)
            .may(
                "expect",
                new Either("what comes out", List.of(row, new Choice("no row", List.of("none")))))
            .may("refuse", new Named("the code of the refusal", "CF-[0-9]{4}"))
            .may("column", new Text("the column that is refused"))
            .build();
    return new FormBuilder("tests of a mapping")
        .head("MappingTests")
        .must("entity", new Text("an entity"))
        .may("from", new Text("the mapping as source:schema.table"))
        .must("cases", new Items("tests", test))
        .build();
  }
}
