package dev.observatory.agent.transform;

import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.classfile.ObservableFieldIndex;

/**
 * Scans each class once, and records what may be needed later: whether it names an annotation of observable members, and which fields of
 * other classes it refers to. Safe for use by many threads, and without lambdas, since it is used while a program starts.
 */
final class ClassScanner {
    private static final int NOT_WOVEN = ConstantPoolScan.TAGGED | ConstantPoolScan.WOVEN;

    private final ObservableClasses observable;
    private final FieldReferenceIndex references;
    private final ObservableFieldIndex fields = new ObservableFieldIndex();

    /**
     * Creates a scanner.
     *
     * @param references the classes that refer to fields of others
     */
    ClassScanner(ObservableClasses observable, FieldReferenceIndex references) {
        this.observable = observable;
        this.references = references;
    }

    /** Scans a class; returns the result of {@link ConstantPoolScan#found} for the fields that are observed now. */
    int scan(ClassLoader loader, String internalName, byte[] file) {
        return record(loader, internalName, ConstantPoolScan.of(file));
    }

    /** As {@link #scan}, for a class that is scanned already. */
    int record(ClassLoader loader, String internalName, ConstantPoolScan pool) {
        ObservableFieldIndex.Known known = fields.known();
        int found = pool.found(known.isEmpty() ? null : known);
        references.add(loader, internalName, pool.foreignFields());
        if ((found & NOT_WOVEN) == ConstantPoolScan.TAGGED) {
            observable.note(loader, internalName);
        }
        return found;
    }

    ObservableClasses observable() {
        return observable;
    }

    /** Returns the fields that are observed now. */
    ObservableFieldIndex fields() {
        return fields;
    }

    /** Returns the classes that refer to fields of others. */
    FieldReferenceIndex references() {
        return references;
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        references.release();
        fields.release();
    }
}
