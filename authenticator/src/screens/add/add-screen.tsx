// The screen for every source of an account: camera, picture, pasted or dropped content, a typed key. Whole files go on
// to the import screen.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Entry, KeptEntry } from '../../core/entry';
import type { EntryWarning, Item } from '../../formats/reading';
import { loadFile, pastedText, sortOut } from '../import/given-file';
import { handOverFile, picturesOnTheirWay } from '../import/handed-over';
import { LeftFiles } from '../import/left-files';
import { Review } from '../import/review';
import { BackLink } from '../parts/back-link';
import { Notice } from '../parts/notice';
import { Added } from './added';
import { refuse, useGivenAnywhere } from './anywhere';
import { Confirm } from './confirm';
import { progress } from './gathering';
import { keep } from './keep';
import { beginsWithAddress } from './received';
import { EMPTY_BASKET, take, type Basket, type Said, type Source } from './taking';
import { NO_DECODER, NO_PICTURE, NOT_LOADED, TOO_LARGE } from './troubles';
import { useDecoder } from './use-decoder';
import { useFocusOnChange } from './use-focus-on-change';
import { Ways } from './ways';
import '../../looks/add.css';

type Stage =
  | { readonly at: 'ways'; readonly said?: Said }
  | { readonly at: 'confirm'; readonly entry: Entry; readonly warnings: readonly EntryWarning[]; readonly said?: Said }
  | { readonly at: 'list'; readonly items: readonly Item[]; readonly fromGoogle: boolean }
  | { readonly at: 'added'; readonly entry: KeptEntry; readonly before: boolean };

export function AddScreen() {
  const [stage, setStage] = useState<Stage>({ at: 'ways' });
  const [scanning, setScanning] = useState(false);
  const [looking, setLooking] = useState(false);
  const [basket, setBasket] = useState<Basket>(EMPTY_BASKET);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [pastedKey, setPastedKey] = useState('');
  const adding = useRef(false);
  // Each new entry gets fresh forms: text and ticks of the previous one do not apply to it.
  const turn = useRef(0);
  const decoder = useDecoder();
  const heading = useFocusOnChange(stage.at);

  function took(texts: readonly string[], source: Source): void {
    const step = take(texts, source, basket);
    turn.current++;
    switch (step.to) {
      case 'confirm':
        setScanning(false);
        return setStage({ at: 'confirm', entry: step.entry, warnings: step.warnings });
      case 'list':
        setScanning(false);
        setBasket(EMPTY_BASKET);
        return setStage({ at: 'list', items: step.items, fromGoogle: step.fromGoogle });
      case 'gathering':
        setBasket(step.basket);
        return setStage({ at: 'ways', ...(step.said ? { said: step.said } : {}) });
      case 'say': return setStage({ at: 'ways', said: step.said });
      case 'key': setPastedKey(step.text); return setStage({ at: 'ways' });
      case 'file': return handOverFile(pastedText(step.text));
    }
  }

  async function takePictures(pictures: readonly Blob[]): Promise<void> {
    setStage({ at: 'ways' });
    setScanning(false);
    setLooking(true);
    const texts: string[] = [];
    let trouble: Said | undefined;
    for (const picture of pictures) {
      const answer = await decoder().readPicture(picture);
      if (answer.outcome === 'read') texts.push(...answer.texts);
      else trouble = answer.outcome === 'no_picture' ? NO_PICTURE : NO_DECODER;
    }
    setLooking(false);
    if (texts.length === 0 && trouble) setStage({ at: 'ways', said: trouble });
    else took(texts, 'picture');
  }

  async function takeFiles(files: readonly File[]): Promise<void> {
    const { pictures, file, left } = sortOut(files);
    setLeft(left);
    if (pictures.length > 0) return takePictures(pictures);
    const loaded = file && await loadFile(file);
    if (typeof loaded === 'object') handOverFile(loaded, left);
    else if (loaded !== undefined) setStage({ at: 'ways', said: loaded === 'too_large' ? TOO_LARGE : NOT_LOADED });
  }

  async function add(entry: Entry): Promise<void> {
    // A second press would find the account already there.
    if (adding.current) return;
    adding.current = true;
    const answer = await keep([entry]).finally(() => { adding.current = false; });
    if (answer.outcome === 'kept' && answer.first) {
      return setStage({ at: 'added', entry: answer.first, before: answer.outcomes[0] === 'already_there' });
    }
    if (answer.outcome === 'failed') {
      setStage(before => ({
        ...(before.at === 'confirm' ? before : { at: 'ways' }),
        said: { kind: 'warn', title: 'Nothing was added', text: answer.message },
      }));
    }
  }

  // A list under review is not replaced by stray text.
  const takes = stage.at === 'ways' || stage.at === 'added';
  const hovering = useGivenAnywhere(({ files, text, intoBox }) => {
    if (!takes) return refuse(files);
    if (files.length > 0) void takeFiles(files);
    else if (text !== '' && (!intoBox || beginsWithAddress(text))) took([text], 'text');
    else return false;
    return true;
  });

  const arrived = picturesOnTheirWay.value;
  useEffect(() => {
    if (!arrived) return;
    picturesOnTheirWay.value = undefined;
    setLeft(arrived.left);
    void takePictures(arrived.pictures);
  }, [arrived]);

  function again(): void {
    setPastedKey('');
    setStage({ at: 'ways' });
  }

  const said = stage.at === 'ways' || stage.at === 'confirm' ? stage.said : undefined;
  return (
    <>
      <BackLink href="#/" text="Codes" />
      <div class={hovering && takes ? 'sheet sheet-drop' : 'sheet'}>
        {(stage.at === 'ways' || stage.at === 'confirm') && (
          <h1 ref={heading} tabIndex={-1}>{stage.at === 'ways' ? 'Add an account' : 'Is this the account?'}</h1>
        )}
        <LeftFiles names={left} />
        {said && <div role="alert"><Notice kind={said.kind} title={said.title}><p>{said.text}</p></Notice></div>}
        {stage.at === 'ways' && (
          <Ways
            decoder={decoder} scanning={scanning} looking={looking} basket={basket} pastedKey={pastedKey}
            onScan={on => { setStage({ at: 'ways' }); setScanning(on); }}
            onTexts={took} onFiles={files => void takeFiles(files)} onTyped={entry => void add(entry)}
            onUse={() => {
              setStage({ at: 'list', items: [...progress(basket.parts).items, ...basket.items], fromGoogle: true });
              setScanning(false);
              setBasket(EMPTY_BASKET);
            }}
            onDropBasket={() => setBasket(EMPTY_BASKET)}
          />
        )}
        {stage.at === 'confirm' && (
          <Confirm
            key={turn.current} entry={stage.entry} warnings={stage.warnings} onAdd={entry => void add(entry)}
            onBack={again}
          />
        )}
        {stage.at === 'list' && (
          <Review
            key={turn.current} {...(stage.fromGoogle ? { format: 'google_migration' as const } : {})} warnings={[]}
            items={stage.items} onAgain={again}
          />
        )}
        {stage.at === 'added' && <Added entry={stage.entry} before={stage.before} onMore={again} />}
      </div>
    </>
  );
}
