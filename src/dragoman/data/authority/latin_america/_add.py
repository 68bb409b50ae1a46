# usage: python3 _add.py offices|groups|states  < block   (working helper, removed at the end)
import sys, unicodedata, os
here=os.path.dirname(os.path.abspath(__file__))
O=dict(hs=('head_of_state','president'),hg=('head_of_government','prime minister|premier'),fm=('foreign_minister','foreign minister|minister of foreign affairs|foreign affairs minister'),
dm=('defence_minister','defence minister|defense minister|minister of defence|minister of defense'),im=('interior_minister','interior minister|minister of the interior'),fin=('finance_minister','finance minister|minister of finance'),
tr=('trade_minister','trade minister'),min=('minister','minister'),dl=('deputy_leader','vice president|vice-president'),dfm=('deputy_foreign_minister','deputy foreign minister|vice foreign minister'),
ic=('intelligence_chief','intelligence chief'),nsa=('national_security_adviser','national security adviser|national security advisor'),mc=('military_chief','chief of the armed forces|armed forces chief'),
un=('un_ambassador','ambassador to the United Nations|UN ambassador|U.N. ambassador'),amb=('ambassador','ambassador'),se=('special_envoy','special envoy'),sp=('spokesperson','spokesperson|spokesman|spokeswoman'),
spk=('speaker','speaker'),cs=('chief_of_staff','chief of staff'),adv=('adviser','adviser|advisor'),leg=('legislator','lawmaker'),gov=('governor','governor'),jus=('justice','attorney general'),
ld=('leader','leader'),cmd=('commander','commander'),hd=('head','head'),dh=('deputy_head','deputy head'),off=('official','official'))
C={'h':'high','m':'medium','l':'low','':'high'}
def asc(s):
    s=s.replace('ß','ss').replace('’',"'").replace('ø','o')
    return ''.join(c for c in unicodedata.normalize('NFKD',s) if not unicodedata.combining(c) and ord(c)<128)
H={'offices':'affiliation office title name aliases start end confidence note','groups':'code affiliation sector kind name aliases start end owner confidence note','states':'code name spellings adjectives demonyms capital capital_spellings note'}
kind=sys.argv[1]; path=os.path.join(here,kind+'.tsv')
if not os.path.exists(path): open(path,'w',encoding='utf-8').write('\t'.join(H[kind].split())+'\n')
out=[];aff=None
for n,l in enumerate(sys.stdin,1):
    l=l.rstrip('\n').strip()
    if not l: continue
    if l[0]=='#': out.append(l);continue
    if l[0]=='@': aff=l[1:].split(';')[0].strip();continue
    p=[x.strip() for x in l.split(';')]
    try:
        if kind=='offices':
            p+=['']*(8-len(p)); o,t,nm,al,s,e,c,note=p
            assert len(p)==8, 'cols'
            t=t or O[o][1]
            if t.startswith('+'): t=O[o][1]+'|'+t[1:]
            a=[x for x in al.split('|') if x]; an=asc(nm)
            if an!=nm: a=[nm]+a
            for x in list(a):
                y=asc(x)
                if y!=x and y!=an and y not in a: a.append(y)
            a=[x for i,x in enumerate(a) if x!=an and x not in a[:i]]
            row=[aff,O[o][0],t,an,'|'.join(a),s,e,C[c],note]
        elif kind=='groups':
            # code;sector;kind;name;aliases;start;end;owner;conf;note ; aff = @ or code if sector starts with '!'
            p+=['']*(10-len(p)); assert len(p)==10,'cols'
            code,sec,k,nm,al,s,e,ow,c,note=p
            af=aff
            if sec.startswith('!'):
                sec=sec[1:]; af=code
                if ':' in sec: af,sec=sec.split(':')
            a=[x for x in al.split('|') if x]; an=asc(nm)
            if an!=nm: a=[nm]+a
            for x in list(a):
                y=asc(x)
                if y!=x and y!=an and y not in a: a.append(y)
            a=[x for i,x in enumerate(a) if x!=an and x not in a[:i]]
            row=[code,af,sec,k,an,'|'.join(a),s,e,ow,C[c],note]
        else:
            p+=['']*(8-len(p)); assert len(p)==8,'cols'; row=p
        out.append('\t'.join(row))
    except Exception as x: print('BAD',n,l,repr(x))
open(path,'a',encoding='utf-8').write('\n'.join(out)+'\n')
print(kind,len(out))
