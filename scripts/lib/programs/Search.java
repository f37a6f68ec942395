import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RegexpQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.FSDirectory;

/** Indexes generated texts with Lucene and searches them; what it prints and leaves is the same in every run. */
final class Search {
    private static final String[] SYLLABLES = "ka lo mi ter ran ing est vo sul pha dor ne quin tal".split(" ");
    private static final int DOCUMENTS = 200;

    private final Random random = new Random(42);
    private final List<String> words = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        new Search().run(Path.of("index"));
    }

    private void run(Path folder) throws IOException, ParseException {
        for (int number = 0; number < 2000; number++) {
            words.add(word());
        }
        try (FSDirectory directory = FSDirectory.open(folder)) {
            write(directory);
            try (CheckIndex check = new CheckIndex(directory)) {
                System.out.println("clean: " + check.checkIndex().clean);
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                search(new IndexSearcher(reader));
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                System.out.println(file.getFileName() + " " + Files.size(file));
                if (file.toString().endsWith(".si")) {
                    Files.delete(file); // Contains the time at which the segment was written.
                }
            }
        }
    }

    private void write(FSDirectory directory) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(new EnglishAnalyzer());
        config.setMergeScheduler(new SerialMergeScheduler());
        config.setMaxBufferedDocs(60);
        config.setRAMBufferSizeMB(IndexWriterConfig.DISABLE_AUTO_FLUSH);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int number = 0; number < DOCUMENTS; number++) {
                writer.addDocument(document(number));
                if (number % 7 == 0) {
                    writer.deleteDocuments(new Term("id", "d" + random.nextInt(number + 1)));
                }
                if (number % 11 == 0) {
                    String id = "d" + random.nextInt(number + 1);
                    writer.updateDocument(new Term("id", id), document(number));
                }
            }
            writer.forceMerge(2);
        }
    }

    private Document document(int number) {
        Document document = new Document();
        document.add(new KeywordField("id", "d" + number, Field.Store.YES));
        document.add(new TextField("title", text(6), Field.Store.YES));
        document.add(new TextField("body", text(40 + random.nextInt(60)), Field.Store.NO));
        document.add(new IntField("size", random.nextInt(1000), Field.Store.YES));
        document.add(new LatLonPoint("place", random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180));
        document.add(new KnnFloatVectorField("vector", vector()));
        return document;
    }

    private void search(IndexSearcher searcher) throws IOException, ParseException {
        QueryParser parser = new QueryParser("body", new EnglishAnalyzer());
        for (int number = 0; number < 4; number++) {
            String one = common();
            String other = common();
            show(searcher, parser.parse(one + " " + other));
            show(searcher, parser.parse("+" + one + " -" + other + " title:" + other + "^3"));
            show(searcher, parser.parse("\"" + one + " " + other + "\"~20"));
            show(searcher, parser.parse(one.substring(0, 3) + "* AND size:[100 TO 500]"));
            show(searcher, new FuzzyQuery(new Term("body", one), 1));
            show(searcher, new RegexpQuery(new Term("title", one.substring(0, 2) + ".*[aeiou]")));
            show(searcher, IntField.newRangeQuery("size", number, number * 10));
            show(searcher, LatLonPoint.newDistanceQuery("place", number, number, 2_000_000));
            show(searcher, new KnnFloatVectorQuery("vector", vector(), 5));
        }
    }

    private static void show(IndexSearcher searcher, Query query) throws IOException {
        TopDocs best = searcher.search(query, 5);
        Sort bySize = new Sort(IntField.newSortField("size", true, SortedNumericSelector.Type.MAX), SortField.FIELD_DOC);
        TopDocs sorted = searcher.search(query, 3, bySize);
        System.out.println(query + ": " + best.totalHits);
        for (ScoreDoc found : best.scoreDocs) {
            Document document = searcher.storedFields().document(found.doc);
            System.out.printf(
                    Locale.ROOT, "  %s %s %s%n", document.get("id"), document.get("size"), Float.toHexString(found.score));
        }
        for (ScoreDoc found : sorted.scoreDocs) {
            System.out.println("  " + searcher.storedFields().document(found.doc).get("title"));
        }
        if (best.scoreDocs.length > 0) {
            System.out.print(searcher.explain(query, best.scoreDocs[0].doc));
        }
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < length; number++) {
            text.append(number == 0 ? "" : " ").append(common());
        }
        return text.toString();
    }

    /** Returns a word; those at the beginning of the list are the most frequent. */
    private String common() {
        double place = random.nextDouble();
        return words.get((int) (place * place * place * words.size()));
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int left = 2 + random.nextInt(3); left > 0; left--) {
            word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return word.toString();
    }

    private float[] vector() {
        float[] vector = new float[4];
        for (int place = 0; place < vector.length; place++) {
            vector[place] = random.nextFloat() - 0.5f;
        }
        return vector;
    }
}
