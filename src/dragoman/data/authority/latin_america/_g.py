import subprocess,os
S={}
for l in open('states.tsv',encoding='utf-8'):
    if l.startswith('code'): continue
    p=l.rstrip('\n').split('\t'); S[p[0]]=(p[1],p[3].split('|')[0])
S['ECU']=('Ecuador','Ecuadorean'); S['KNA']=('Saint Kitts and Nevis','Kittitian'); S['ATG']=('Antigua and Barbuda','Antiguan'); S['TTO']=('Trinidad and Tobago','Trinidad and Tobago'); S['LCA']=('Saint Lucia','Saint Lucian');S['DMA']=('Dominica','Dominica')
ALT={'SLV':['Salvadorean'],'ECU':['Ecuadorian'],'ARG':['Argentinian','Argentinean'],'TTO':['Trinidadian'],'BRB':['Bajan'],'DMA':[]}
MFA={'MEX':'SRE|Secretaría de Relaciones Exteriores|Foreign Relations Secretariat|Mexican Foreign Relations Secretariat|Mexican Foreign Affairs Department','BRA':'Itamaraty Ministry|Ministry of External Relations of Brazil','ARG':'Cancillería argentina','COL':'Cancillería de Colombia|Colombian Chancellery','CUB':'MINREX','VEN':'Venezuelan Foreign Relations Ministry','CHL':'Chilean Chancellery','PER':'Peruvian Chancellery','GTM':'MINEX','PAN':'Panamanian Chancellery','JAM':'Jamaican Ministry of Foreign Affairs and Foreign Trade','TTO':'Ministry of Foreign and CARICOM Affairs','DOM':'MIREX'}
NOMOD={'CRI','PAN','HTI_','BRB','BHS','ATG','DMA','GRD','KNA','LCA','VCT','PRI'}
MOIX={'MEX':('GOV','Mexican Interior Ministry','Mexican Interior Secretariat|Segob|SEGOB|Secretaría de Gobernación|Mexican Interior Department'),'BRA':('GOV','Brazilian Justice Ministry','Brazilian Ministry of Justice|Brazil\'s Justice Ministry|Brazilian Ministry of Justice and Public Security'),'BOL':('GOV','Bolivian Government Ministry','Bolivian Interior Ministry|Bolivian Ministry of Government|Bolivia\'s Interior Ministry'),'CRI':('GOV','Costa Rican Security Ministry','Costa Rican Public Security Ministry|Costa Rican Ministry of Public Security'),'PAN':('GOV','Panamanian Security Ministry','Panamanian Public Security Ministry|Panamanian Ministry of Public Security|Panamanian Interior Ministry'),'SLV':('GOV','Salvadoran Security Ministry','Salvadoran Ministry of Justice and Public Security|Salvadorean Security Ministry|Salvadoran Interior Ministry'),'HND':('GOV','Honduran Security Ministry','Honduran Ministry of Security|Honduran Interior Ministry'),'JAM':('GOV','Jamaican National Security Ministry','Jamaican Ministry of National Security'),'TTO':('GOV','Trinidad and Tobago National Security Ministry','Ministry of National Security of Trinidad and Tobago|Trinidad and Tobago Homeland Security Ministry'),'GUY':('GOV','Guyanese Home Affairs Ministry','Guyana\'s Ministry of Home Affairs'),'BHS':('GOV','Bahamian National Security Ministry','Bahamas Ministry of National Security')}
PARL={'MEX':('Mexican Congress','Congress of the Union|Mexican Senate|Mexican Chamber of Deputies|Mexico\'s Congress|Mexico\'s Senate'),'GTM':('Guatemalan Congress','Congress of Guatemala|Guatemala\'s Congress'),'BLZ':('National Assembly of Belize','Belizean parliament|Belize House of Representatives'),'SLV':('Salvadoran Legislative Assembly','Legislative Assembly of El Salvador|El Salvador\'s Legislative Assembly|Salvadoran congress|El Salvador\'s congress'),'HND':('Honduran Congress','National Congress of Honduras|Honduras\' Congress|Honduran National Congress'),'NIC':('Nicaraguan National Assembly','National Assembly of Nicaragua|Nicaragua\'s National Assembly|Nicaraguan congress|Nicaraguan parliament'),'CRI':('Costa Rican Legislative Assembly','Legislative Assembly of Costa Rica|Costa Rican congress'),'PAN':('Panamanian National Assembly','National Assembly of Panama|Panama\'s National Assembly|Panamanian congress'),'CUB':('Cuban National Assembly','National Assembly of People\'s Power|Cuban parliament|Cuba\'s National Assembly|Cuba\'s parliament'),'HTI':('Haitian parliament','Haitian Senate|Haiti\'s parliament|Haiti\'s Senate|Haitian Chamber of Deputies|Haitian National Assembly'),'DOM':('Dominican Congress','Congress of the Dominican Republic|National Congress of the Dominican Republic'),'JAM':('Jamaican parliament','Parliament of Jamaica|Jamaica\'s parliament|Gordon House'),'TTO':('Parliament of Trinidad and Tobago','Trinidad and Tobago parliament'),'BRB':('Parliament of Barbados','Barbados parliament|Barbadian parliament'),'BHS':('Parliament of the Bahamas','Bahamian parliament|Bahamas parliament'),'GUY':('National Assembly of Guyana','Guyanese National Assembly|Guyanese parliament|Guyana\'s parliament|Guyana\'s National Assembly'),'SUR':('National Assembly of Suriname','Surinamese National Assembly|Surinamese parliament|Suriname\'s parliament|Suriname\'s National Assembly'),'COL':('Colombian Congress','Congress of Colombia|Colombian Senate|Colombia\'s Congress|Colombia\'s Senate'),'VEN':('Venezuelan National Assembly','National Assembly of Venezuela|Venezuela\'s National Assembly|Venezuelan congress|Venezuelan parliament|Venezuela\'s congress'),'ECU':('Ecuadorean National Assembly','National Assembly of Ecuador|Ecuador\'s National Assembly|Ecuadorian National Assembly|Ecuadorean congress|Ecuador\'s congress|Ecuadorian congress'),'PER':('Peruvian Congress','Congress of Peru|Congress of the Republic of Peru|Peru\'s Congress'),'BOL':('Bolivian Congress','Plurinational Legislative Assembly|Bolivian Senate|Bolivia\'s Congress|Bolivian Legislative Assembly|Bolivian parliament'),'BRA':('Brazilian Congress','National Congress of Brazil|Brazilian Senate|Brazil\'s Congress|Brazil\'s Senate|Brazilian Chamber of Deputies|Brazil\'s lower house'),'PRY':('Paraguayan Congress','Congress of Paraguay|Paraguayan Senate|Paraguay\'s Congress|Paraguay\'s Senate'),'URY':('Uruguayan parliament','General Assembly of Uruguay|Uruguayan Senate|Uruguayan Congress'),'ARG':('Argentine Congress','Argentine National Congress|Argentine Senate|Argentina\'s Congress|Argentina\'s Senate|Argentine Chamber of Deputies|Argentinian Congress'),'CHL':('Chilean Congress','National Congress of Chile|Chilean Senate|Chile\'s Congress|Chile\'s Senate|Chilean Chamber of Deputies')}
HG={'BLZ','CUB','HTI','JAM','TTO','BRB','BHS','ATG','DMA','GRD','KNA','LCA','VCT','PER','GUY'}
NOPRES={'BLZ','JAM','BHS','ATG','DMA','GRD','KNA','LCA','VCT','PRI','BRB','TTO'}
NOMIL={'CRI','PAN','PRI','DMA','GRD','LCA','VCT'}
MIL={'TTO':'Trinidad and Tobago Defence Force','JAM':'Jamaica Defence Force','BRB':'Barbados Defence Force','BHS':'Royal Bahamas Defence Force','GUY':'Guyana Defence Force','BLZ':'Belize Defence Force','ATG':'Antigua and Barbuda Defence Force','KNA':'Saint Kitts and Nevis Defence Force','CUB':'Cuban Revolutionary Armed Forces','VEN':'Bolivarian National Armed Forces'}
def v(c,*noun):
    n,a=S[c]; o=[]
    pos=n+("'" if n.endswith('s') else "'s")
    for x in noun:
        for y in [a]+ALT.get(c,[]): o.append(f'{y} {x}')
        o.append(f'{pos} {x}')
    return o
L=[]
def add(aff,code,sec,kind,names,extra='',conf='h',start='',note=''):
    al=names[1:]+[x for x in extra.split('|') if x]
    L.append(f'@{aff}'); L.append(f'{code};{sec};{kind};{names[0]};{"|".join(al)};{start};;;{conf};{note}')
for c,(n,a) in S.items():
    L.append('# '+n)
    if c=='PRI':
        continue
    art='the ' if c in('DOM','BHS') else ''
    add(c,c+'_MFA','GOV','ministry',v(c,'Foreign Ministry','Ministry of Foreign Affairs','Foreign Affairs Ministry','Ministry of Foreign Relations')+[f'Ministry of Foreign Affairs of {art}{n}'],MFA.get(c,''))
    if c not in NOMOD:
        add(c,c+'_MOD','MIL','ministry',v(c,'Defence Ministry','Defense Ministry','Ministry of Defence','Ministry of Defense')+[f'Ministry of Defence of {art}{n}',f'Ministry of Defense of {art}{n}'],{'MEX':'SEDENA|Sedena|Mexican Defense Secretariat|Mexican Defense Department|Mexican National Defense Secretariat','CUB':'MINFAR|Ministry of the Revolutionary Armed Forces'}.get(c,''))
    if c in MOIX: s,nm,al=MOIX[c]; add(c,c+'_MOI',s,'ministry',[nm],al)
    elif c not in {'BLZ','BRB','ATG','DMA','GRD','KNA','LCA','VCT'}:
        add(c,c+'_MOI','GOV','ministry',v(c,'Interior Ministry','Ministry of the Interior','Ministry of Interior')+[f'Ministry of the Interior of {art}{n}'],{'CUB':'MININT','DOM':'Dominican Ministry of Interior and Police','NIC':'Nicaraguan Ministry of Governance'}.get(c,''))
    if c not in NOPRES:
        add(c,c+'_PRES','GOV','body',v(c,'presidency',"president's office",'presidential office','presidential palace')+[f'Presidency of {art}{n}'])
    if c in HG:
        add(c,c+'_PMO','GOV','body',v(c,"prime minister's office",'Prime Ministry')[:2]+[f'Office of the Prime Minister of {art}{n}'])
    if c in PARL: nm,al=PARL[c]; add(c,c+'_PARL','LEG','legislature',[nm],al)
    if c not in NOMIL:
        nm=MIL.get(c); b=v(c,'armed forces','army','military','navy','air force') 
        add(c,c+'_MIL','MIL','military',([nm] if nm else [])+b,{'VEN':'FANB','CUB':'FAR Cuba','JAM':'JDF','BHS':'RBDF','GUY':'GDF','TTO':'TTDF'}.get(c,''))
    if c in {'MEX','GTM','SLV','HND','NIC','COL','VEN','ECU','PER','BOL','CHL','ARG','HTI','PAN','DOM','JAM','TTO','GUY','CRI','PRY','URY'}:
        add(c,c+'_POL','COP','police',v(c,'police','national police'),{'HTI':'Haitian National Police|PNH|HNP','CHL':'Carabineros|Carabineros de Chile','HND':'Honduran National Police','MEX':'Federal Police of Mexico'}.get(c,''))
p=subprocess.run(['python3','_add.py','groups'],input='\n'.join(L),text=True,capture_output=True);print(p.stdout,p.stderr)
