;; Run by Clojure in [scripts/foreign-programs]: compiles code at run time, and prints the same in every run.
(ns workload
  (:require [clojure.string :as string]
            [clojure.set :as set]
            [clojure.walk :as walk]
            [clojure.pprint :as pprint]
            [clojure.edn :as edn]
            [clojure.spec.alpha :as spec])
  (:import [java.util Random]
           [java.security MessageDigest]))

(def random (Random. 42))
(defn pick [n] (.nextInt ^Random random (int n)))

(defn digest [text]
  (->> (.digest (MessageDigest/getInstance "SHA-256") (.getBytes (str text) "UTF-8"))
       (map #(format "%02x" %))
       (apply str)))

;; Macros, and functions that are generated, compiled and called.
(defmacro unless [test & body] `(if ~test nil (do ~@body)))
(defmacro defcases [name & clauses]
  `(defn ~name [x#] (case x# ~@(mapcat (fn [[k v]] [k v]) (partition 2 clauses)) :unknown)))
(defcases colour 1 :red 2 :green "three" :blue \4 :black)
(println (map colour [1 2 "three" \4 nil]) (unless false :done))

(defn rand-nth-of [choices] (nth choices (pick (count choices))))
(defn expression [depth]
  (if (zero? depth)
    (rand-nth-of ['x 'y (pick 100)])
    (list (rand-nth-of ['+ '- '* 'max 'min]) (expression (dec depth)) (expression (dec depth)))))
(dotimes [number 12]
  (let [form (expression 4)
        compiled (eval `(fn [~'x ~'y] ~(walk/postwalk #(if (symbol? %) (symbol (name %)) %) form)))]
    (println number (hash form) (compiled 3N 7N))))

;; Protocols, records, types, multimethods, hierarchies.
(defprotocol Shape
  (area [this])
  (scaled [this factor]))
(defrecord Square [size]
  Shape
  (area [_] (* size size))
  (scaled [this factor] (update this :size * factor)))
(deftype Circle [^double radius ^:unsynchronized-mutable uses]
  Shape
  (area [_] (set! uses (inc uses)) (* radius radius uses))
  (scaled [_ factor] (Circle. (* radius factor) 0)))
(extend-protocol Shape
  nil
  (area [_] 0)
  (scaled [_ _] nil)
  clojure.lang.IPersistentVector
  (area [all] (reduce + (map area all)))
  (scaled [all factor] (mapv #(scaled % factor) all)))
(println (area (scaled [(->Square 3) (Circle. 2.0 1) nil [(->Square 4)]] 3)))
(derive ::cat ::animal)
(derive ::dog ::animal)
(defmulti sound (fn [kind volume] [kind (pos? volume)]))
(defmethod sound [::animal true] [_ volume] (string/join (repeat volume "!")))
(defmethod sound [::cat true] [_ volume] (str "meow" volume))
(defmethod sound :default [_ _] :silent)
(println (for [kind [::cat ::dog] volume [-1 3]] (sound kind volume)))

;; Lazy and infinite sequences, transducers, persistent collections, transients.
(def primes
  (letfn [(sieve [[prime & others]] (lazy-seq (cons prime (sieve (remove #(zero? (mod % prime)) others)))))]
    (sieve (iterate inc 2))))
(println (take 60 primes))
(println (digest (reduce (fn [m n] (assoc m (str "k" (mod n 997)) n)) {} (range 1000))))
(println (digest (persistent! (reduce (fn [s n] (if (odd? n) (conj! s (* n n)) (disj! s n))) (transient #{}) (range 1000)))))
(println (transduce (comp (map #(* % %)) (filter even?) (partition-all 7) (map #(apply + %)) (take 100)) + (range)))
(println (digest (sort-by (juxt count identity) (for [a "abcde" b "xyz" c (range 20)] (str a b (apply str (repeat (mod c 4) c)))))))
(println (map #(set/join #{{:a 1 :b %} {:a 2 :b 3}} #{{:b % :c 4} {:b 3 :c 5}}) (range 3)))

;; References and threads, whose results do not depend on their order.
(def account (ref 0))
(def seen (atom #{}))
(def log (agent []))
(def sum (promise))
(->> (range 8)
     (mapv (fn [worker]
             (future (dotimes [n 20]
                       (dosync (alter account + n) (commute account inc))
                       (swap! seen conj [worker n])
                       (send log conj n)))))
     (run! deref))
(await log)
(deliver sum (reduce + @log))
(println @account (count @seen) @sum (reduce + (pmap #(* % %) (range 50))))
(def ^:dynamic *depth* 0)
(defn nested [n] (if (zero? n) *depth* (binding [*depth* (inc *depth*)] (nested (dec n)))))
(println (nested 50))

;; Errors, reflection, specifications, reader and printers.
(defn failing [n] (try (/ 10 n) (catch ArithmeticException e (ex-info (ex-message e) {:n n})) (finally (swap! seen empty))))
(println (map #(let [r (failing %)] (if (instance? Throwable r) [(ex-message r) (ex-data r)] r)) [0 3 5]))
(println (map (fn [x] (.length x)) ["a" "bb"]) (.invoke (.getMethod String "trim" (make-array Class 0)) " x " (object-array 0)))
(println (try (eval '(let [x 1] (undefined-symbol x))) (catch clojure.lang.Compiler$CompilerException e (ex-message (ex-cause e)))))
(spec/def ::id (spec/and int? pos?))
(spec/def ::tags (spec/coll-of keyword? :kind set?))
(spec/def ::item (spec/keys :req-un [::id] :opt-un [::tags]))
(println (map #(spec/explain-str ::item %) [{:id 1 :tags #{:a}} {:id -1} {:id 2 :tags [:b]} {}]))
(println (spec/conform (spec/cat :a int? :b (spec/* string?) :c (spec/? keyword?)) [1 "x" "y" :z]))
(defn tree [depth] (if (zero? depth) (pick 1000) (into {} (for [k (range 4)] [(keyword (str "k" k)) (tree (dec depth))]))))
(let [value (tree 2)]
  (println (= value (edn/read-string (pr-str value))) (digest (pr-str value)))
  (println (digest (with-out-str (pprint/pprint value)))))
(pprint/pprint (walk/macroexpand-all '(-> x (cond-> true inc) (doto prn) (as-> y (for [z y :when z] z)))))
(pprint/cl-format true "~{~<~%~1,70:;~A~>~^, ~}~%~R ~:D ~@R~%" (range 60) 4711 1234567 1984)
(shutdown-agents)
